package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrangersHeadersTest {
    private final StrangersHeaders headers = new StrangersHeaders();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WaybillAccount",
                "waybillaccount",
                "WAYBILLIDENTITY",
                " WaybillSource",
                "CamelFileName",
                "CAMELHTTPURI",
                "camel-bean-method",
                "org.apache.camel.anything",
                "Org.Apache.Camel.Anything"
            })
    @DisplayName("A stranger's header of a name of ours does not come in, however it is written")
    void oursAreKeptOut(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "x", null)).isTrue();
        assertThat(headers.applyFilterToCamelHeaders(name, "x", null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "Idempotency-Key", "Subject", "Message-ID", "X-Waybill", "Way", "account"})
    @DisplayName("Any other header passes")
    void othersPass(String name) {
        assertThat(headers.applyFilterToExternalHeaders(name, "x", null)).isFalse();
        assertThat(headers.applyFilterToCamelHeaders(name, "x", null)).isFalse();
    }

    @Test
    @DisplayName("Every header of intake is one of ours")
    void allOfIntake() {
        assertThat(Arrays.stream(IntakeHeaders.class.getDeclaredFields())
                        .filter(field -> field.getType() == String.class && Modifier.isPublic(field.getModifiers()))
                        .map(StrangersHeadersTest::value))
                .isNotEmpty()
                .allMatch(name -> headers.applyFilterToExternalHeaders(name.toLowerCase(Locale.ROOT), "x", null));
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
