package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDecimalTest {
    @ParameterizedTest
    @CsvSource({
        "1500.0,1500",
        "1500.10,1500.1",
        "1E3,1000",
        "1e+3,1000",
        "1.50e1,15",
        "1.25E-3,0.00125",
        "0.1,0.1",
        "-0.5,-0.5",
        "-0.0,-0",
        "0.0,0",
        "0e999999999999,0",
        "-0E-7,-0",
        "100.0e-2,1",
        "100e-2,1",
        "12345678901234567890.12345678901234567890,12345678901234567890.1234567890123456789",
        "0.30000000000000004,0.30000000000000004"
    })
    void is_exact_plain_and_without_trailing_zeros(String json, String plain) {
        assertThat(PlainDecimal.of(json)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e999999999", "1e-999999999", "-2.5E99999999999999999999", "1e-99999999999999999999", "1e1001"})
    void is_refused_where_it_would_be_absurdly_long(String json) {
        assertThat(PlainDecimal.of(json)).isNull();
    }

    @Test
    void the_longest_allowed_numbers_are_written_out() {
        assertThat(PlainDecimal.of("1e999")).isEqualTo("1" + "0".repeat(999));
        assertThat(PlainDecimal.of("1e-1000")).isEqualTo("0." + "0".repeat(999) + "1");
    }

    @Property
    void agrees_with_big_decimal(
            @ForAll BigInteger digits,
            @ForAll @IntRange(min = -30, max = 30) int scale,
            @ForAll @IntRange(min = -30, max = 30) int exponent) {
        String json = new BigDecimal(digits, Math.max(0, scale)).toPlainString() + "e" + exponent;
        BigDecimal exact = new BigDecimal(json);

        assertThat(PlainDecimal.of(json)).isEqualTo(exact.stripTrailingZeros().toPlainString());
    }
}
