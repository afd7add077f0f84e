package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhpFormTest {
    @Property
    void what_was_encoded_is_decoded_to_the_same(@ForAll("pairs") List<Map.Entry<String, String>> pairs) {
        assertThat(PhpForm.decode(PhpForm.encode(pairs))).isEqualTo(pairs);
    }

    @Property
    void a_query_has_only_the_characters_that_php_leaves(@ForAll("pairs") List<Map.Entry<String, String>> pairs) {
        assertThat(PhpForm.encode(pairs)).matches("([A-Za-z0-9_.+=&-]|%[0-9A-F]{2})*");
    }

    @Property
    void the_query_is_that_of_a_slow_byte_by_byte_reference(@ForAll("pairs") List<Map.Entry<String, String>> pairs) {
        assertThat(PhpForm.encode(pairs)).isEqualTo(reference(pairs));
    }

    @Test
    void every_ascii_character_and_the_borders_of_utf8_lengths_are_encoded_as_in_the_reference() {
        for (int point = 0; point < 0x80; point++) {
            assertSameAsReference(point);
        }
        for (int point : new int[] {0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF}) {
            assertSameAsReference(point);
        }
    }

    @Test
    void an_unpaired_surrogate_is_sent_as_the_replacement_character() {
        assertThat(encode("a", "x\uD83D")).isEqualTo("a=x%EF%BF%BD");
        assertThat(encode("a", "\uDCE6y")).isEqualTo("a=%EF%BF%BDy");
        assertThat(encode("a", "\uDCE6\uD83D")).isEqualTo("a=%EF%BF%BD%EF%BF%BD");
        assertThat(encode("a", "\uD83D\uD83D\uDCE6")).isEqualTo("a=%EF%BF%BD%F0%9F%93%A6");
    }

    @Test
    void text_far_longer_than_the_first_buffer_is_encoded_whole() {
        String text = "я📦 a".repeat(50_000);

        assertThat(encode("bill_comment", text)).isEqualTo(reference(List.of(Map.entry("bill_comment", text))));
    }

    @Test
    void no_pairs_are_the_empty_query_and_back() {
        assertThat(PhpForm.encode(List.of())).isEmpty();
        assertThat(PhpForm.decode("")).isEmpty();
    }

    @Test
    void empty_names_and_texts_survive() {
        List<Map.Entry<String, String>> pairs = List.of(Map.entry("", ""), Map.entry("a", ""), Map.entry("", "b"));

        assertThat(PhpForm.encode(pairs)).isEqualTo("=&a=&=b");
        assertThat(PhpForm.decode("=&a=&=b")).isEqualTo(pairs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=1&b", "&", "a=%", "a=%4", "a=%4&b=1", "a=%G1", "a=%1G"})
    void a_query_that_was_not_made_here_is_refused(String query) {
        assertThatThrownBy(() -> PhpForm.decode(query)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_missing_text_is_a_mistake_of_the_caller() {
        List<Map.Entry<String, String>> pairs =
                new ArrayList<>(Collections.singletonMap("a", (String) null).entrySet());

        assertThatThrownBy(() -> PhpForm.encode(pairs)).isInstanceOf(NullPointerException.class);
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> pairs() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.strings()
                        .withChars("[]%+&=*~ -_.'()!\0\u007f\u0080яé订")
                        .ofMaxLength(12),
                Arbitraries.integers()
                        .between(0, Character.MAX_CODE_POINT)
                        .filter(point -> Character.getType(point) != Character.SURROGATE)
                        .array(int[].class)
                        .ofMaxSize(8)
                        .map(points -> new String(points, 0, points.length)));
        return Combinators.combine(texts, texts).as(Map::entry).list().ofMaxSize(8);
    }

    private static void assertSameAsReference(int point) {
        String text = Character.toString(point);
        assertThat(encode(text, text)).isEqualTo(reference(List.of(Map.entry(text, text))));
    }

    private static String encode(String name, String text) {
        return PhpForm.encode(List.of(Map.entry(name, text)));
    }

    private static String reference(List<Map.Entry<String, String>> pairs) {
        List<String> encoded = new ArrayList<>();
        for (Map.Entry<String, String> pair : pairs) {
            encoded.add(reference(pair.getKey()) + "=" + reference(pair.getValue()));
        }
        return String.join("&", encoded);
    }

    private static String reference(String text) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            String one = Character.toString(octet & 0xFF);
            if (one.equals(" ")) {
                out.append('+');
            } else {
                out.append(one.matches("[A-Za-z0-9_.-]") ? one : String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return out.toString();
    }
}
