package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class CallLogTest {
    @Test
    void holds_only_the_newest_calls_and_the_start_of_their_bodies() {
        CallLog log = new CallLog(3, Clock.systemUTC());

        for (int i = 0; i < 10; i++) {
            log.note(request(), "Op" + i, new byte[100_000], 200, 0, "");
        }

        assertThat(log.newest(100)).extracting(SandboxCall::operation).containsExactly("Op7", "Op8", "Op9");
        assertThat(log.newest(1)).singleElement().satisfies(call -> {
            assertThat(call.number()).isEqualTo(10);
            assertThat(call.body()).hasSize(4096);
            assertThat(call.headers()).containsEntry("x-one", "1");
            assertThat(call.connection()).isEqualTo(4711);
        });
    }

    private static HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(
                CallLogTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (request, method, arguments) -> switch (method.getName()) {
                    case "method" -> HttpMethod.POST;
                    case "headers" -> MultiMap.caseInsensitiveMultiMap().add("X-One", "1");
                    case "remoteAddress" -> SocketAddress.inetSocketAddress(4711, "127.0.0.1");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
