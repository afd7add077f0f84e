package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepAliveTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeout=3          | 2000
            timeout=2, max=100 | 1000
            max=100, timeout=4 | 3000
            timeout=5          | 4000
            timeout=3600       | 4000
            timeout=1          | 1
            timeout=0          | 1
            timeout=-7         | 1
            timeout=soon       | 4000
            timeout            | 4000
            max=5              | 4000
            """)
    void a_connection_is_given_up_before_the_far_end_gives_it_up(String hint, long milliseconds) {
        BasicHttpResponse response = new BasicHttpResponse(200);
        response.addHeader("Keep-Alive", hint);

        assertThat(KeepAlive.duration(response, null).toMilliseconds()).isEqualTo(milliseconds);
    }

    @Test
    void without_a_hint_it_is_kept_for_less_than_common_servers_keep_it() {
        assertThat(KeepAlive.duration(new BasicHttpResponse(200), null).toMilliseconds())
                .isEqualTo(4000);
    }
}
