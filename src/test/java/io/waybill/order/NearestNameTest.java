package io.waybill.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> COMMANDS = List.of("help", "completion", "sign", "sandbox", "run", "demo");

    @ParameterizedTest
    @CsvSource({
        "hlep,help",
        "sing,sign",
        "Sign,sign",
        "sanbox,sandbox",
        "sandboxx,sandbox",
        "rum,run",
        "compltoin,completion"
    })
    void a_slip_finds_its_name(String typed, String meant) {
        assertThat(NearestName.of(typed, COMMANDS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "x", "''"})
    void what_resembles_nothing_finds_nothing(String typed) {
        assertThat(NearestName.of(typed, COMMANDS)).isEmpty();
    }

    @Test
    void nothing_to_choose_from_finds_nothing() {
        assertThat(NearestName.of("help", List.of())).isEmpty();
    }
}
