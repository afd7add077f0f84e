package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void escapes_as_json_encode_does() {
        String text = PhpText.of("курс/1 \"x\" \\ \n\t\r\b\f\u0001\u007f😀");

        assertThat(new Json().text(text))
                .hasToString("\"\\u043a\\u0443\\u0440\\u0441\\/1 \\\"x\\\" \\\\ \\n\\t\\r\\b\\f\\u0001\\u007f"
                                .replace("\\u007f", "\u007f")
                        + "\\ud83d\\ude00\"");
    }

    @Test
    void sets_commas_between_members_and_elements_only() {
        Json json = new Json()
                .open('{')
                .member("a", 1)
                .name("b")
                .open('[')
                .text("x")
                .text("y")
                .close(']');
        json.name("c").open('{').close('}').member("d", true).close('}');

        assertThat(json).hasToString("{\"a\":1,\"b\":[\"x\",\"y\"],\"c\":{},\"d\":true}");
    }

    @Test
    void notices_what_is_no_utf8() {
        assertThat(new Json().text("\u00ff").isMalformed()).isTrue();
        assertThat(new Json().append(new Json().text("\u00c3")).isMalformed()).isTrue();
        assertThat(new Json().text(PhpText.of("é")).isMalformed()).isFalse();
    }
}
