package io.waybill.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
    private static final String ILLEGAL = "/\\:*?\"<>| ";

    @Property(tries = 300)
    void any_text_gives_a_legal_bounded_name_that_stays_in_its_folder(@ForAll("texts") String text) {
        for (String name : new String[] {SafeName.readable(text, 40), SafeName.distinct(text, 40)}) {
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(40);
            assertThat(name.chars().noneMatch(c -> ILLEGAL.indexOf(c) >= 0 || Character.isISOControl(c)))
                    .isTrue();
            assertThat(name).doesNotStartWith(".").doesNotStartWith("-").doesNotEndWith(".");
            Path folder = Path.of("/data/archive");
            assertThat(folder.resolve(name + ".json").normalize().getParent()).isEqualTo(folder);
        }
    }

    @Property(tries = 300)
    void a_safe_name_is_left_as_it_is(@ForAll("texts") String text) {
        String readable = SafeName.readable(text, 60);
        assertThat(SafeName.readable(readable, 60)).isEqualTo(readable);
        String distinct = SafeName.distinct(text, 60);
        assertThat(SafeName.distinct(distinct, 60)).isEqualTo(distinct);
    }

    @Property(tries = 300)
    void different_texts_have_different_distinct_names(@ForAll("texts") String one, @ForAll("texts") String other) {
        if (!one.equals(other)) {
            assertThat(SafeName.distinct(one, 60)).isNotEqualTo(SafeName.distinct(other, 60));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            A-1001,          A-1001
            2026/07/113,     2026_07_113
            ../../etc/passwd, _.._etc_passwd
            .hidden,         hidden
            --force,         force
            CON,             _CON
            com1.txt,        _com1.txt
            Lpt9,            _Lpt9
            console,         console
            'a b\tc',        a_b_c
            'end. .',        end._
            заказ-12,        заказ-12
            \uD83D\uDE00x,   \uD83D\uDE00x
            x\u202Egpj.exe,  x_gpj.exe
            '...',           ''
            """)
    void keeps_what_it_can(String text, String name) {
        assertThat(SafeName.readable(text, 100)).isEqualTo(name);
    }

    @Property(tries = 300)
    void a_cut_never_splits_a_character(@ForAll("emoji") String text) {
        String name = SafeName.readable(text, 30);
        assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(name);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings()
                        .withChars("./\\-_~ aA1:\u0000\n\uD800\u00e9")
                        .ofMaxLength(80),
                Arbitraries.of("con", "PRN.x", "com\u00b9", "nul.", "..", "", "e\u0301", "\u00e9"));
    }

    @Provide
    Arbitrary<String> emoji() {
        return Arbitraries.of("\uD83D\uDE00", "\u4e00", "\u00e9", "a")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Test
    void where_the_locale_knows_no_letters_names_are_ascii_and_still_apart() {
        assertThat(SafeName.ascii("plain")).isEqualTo("plain");
        assertThat(SafeName.ascii("\u0436-1")).matches("_-1~[0-9a-f]+").isNotEqualTo(SafeName.ascii("\u0437-1"));
    }
}
