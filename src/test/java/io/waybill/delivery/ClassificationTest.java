package io.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.Operation;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationTest {
    @ParameterizedTest
    @CsvSource({
        "0,   DONE,          DONE",
        "1,   CONFIGURATION, CONFIGURATION",
        "2,   CONFIGURATION, CONFIGURATION",
        "3,   REFUSED,       REFUSED",
        "4,   CONFIGURATION, CONFIGURATION",
        "5,   CONFIGURATION, CONFIGURATION",
        "6,   CONFIGURATION, CONFIGURATION",
        "7,   CONFIGURATION, CONFIGURATION",
        "8,   LIMIT,         LIMIT",
        "102, UNKNOWN,       UNKNOWN",
        "200, UNKNOWN,       GONE",
        "201, UNKNOWN,       REFUSED",
        "202, UNKNOWN,       UNKNOWN",
        "203, UNKNOWN,       REFUSED",
        "205, UNKNOWN,       UNKNOWN",
        "302, UNKNOWN,       GONE",
        "303, UNKNOWN,       REFUSED",
        "400, UNKNOWN,       UNKNOWN",
        "600, REFUSED,       UNKNOWN",
        "601, EXISTS,        UNKNOWN",
        "602, UNKNOWN,       UNKNOWN",
        "603, REFUSED,       UNKNOWN",
        "604, REFUSED,       UNKNOWN",
        "605, REFUSED,       UNKNOWN",
        "606, CONFIGURATION, CONFIGURATION",
        "-1,  UNKNOWN,       UNKNOWN",
        "777, UNKNOWN,       UNKNOWN"
    })
    void a_code_means_what_its_operation_documents(int code, Classification create, Classification delete) {
        assertThat(Classification.of(Operation.CREATE_ORDER, code)).isEqualTo(create);
        assertThat(Classification.of(Operation.DELETE_ORDER, code)).isEqualTo(delete);
    }

    @Test
    void no_code_but_0_is_success_and_none_but_a_documented_one_is_a_refusal() {
        Set<Integer> refused = new TreeSet<>();
        IntStream.rangeClosed(-10, 2000).forEach(code -> {
            Classification meaning = Classification.of(Operation.CREATE_ORDER, code);
            assertThat(meaning == Classification.DONE).as("code %d", code).isEqualTo(code == 0);
            if (meaning == Classification.REFUSED) {
                refused.add(code);
            }
        });
        assertThat(refused).containsExactly(3, 600, 603, 604, 605);
    }

    @Test
    void every_code_that_suspends_says_what_to_do() {
        IntStream.rangeClosed(-10, 2000).forEach(code -> {
            Classification meaning = Classification.of(Operation.CREATE_ORDER, code);
            if (meaning == Classification.CONFIGURATION || meaning == Classification.LIMIT) {
                assertThat(Classification.cure(code)).isNotBlank();
            }
        });
    }
}
