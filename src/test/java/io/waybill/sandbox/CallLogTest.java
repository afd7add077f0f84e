package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class CallLogTest {
    private final HttpServerRequest request = mock(HttpServerRequest.class);

    @Test
    void holds_only_the_newest_calls_and_the_start_of_their_bodies() {
        when(request.method()).thenReturn(HttpMethod.POST);
        when(request.headers()).thenReturn(MultiMap.caseInsensitiveMultiMap().add("X-One", "1"));
        when(request.remoteAddress()).thenReturn(SocketAddress.inetSocketAddress(4711, "127.0.0.1"));
        CallLog log = new CallLog(3, Clock.systemUTC());

        for (int i = 0; i < 10; i++) {
            log.note(request, "Op" + i, new byte[100_000], 200, 0, "");
        }

        assertThat(log.newest(100)).extracting(SandboxCall::operation).containsExactly("Op7", "Op8", "Op9");
        assertThat(log.newest(1)).singleElement().satisfies(call -> {
            assertThat(call.number()).isEqualTo(10);
            assertThat(call.body()).hasSize(4096);
            assertThat(call.headers()).containsEntry("x-one", "1");
            assertThat(call.connection()).isEqualTo(4711);
        });
    }
}
