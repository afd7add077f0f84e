package io.waybill.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.255.3.9", "[::1]", "[0:0:0:0:0:0:0:1]"})
    void this_machine_is_told_by_its_names(String host) {
        assertThat(Loopback.is(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.evil.example",
                "127.0.0.1.evil.example",
                "localhost.example",
                "127.0.0.256",
                "[::2]",
                "10.0.0.1"
            })
    void another_machine_is_not_taken_for_this_one_by_how_its_name_begins(String host) {
        assertThat(Loopback.is(host)).isFalse();
    }
}
