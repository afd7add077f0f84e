package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // what PHP 8.2 makes of it
                "{\"a\":true,\"b\":[true,false]}          | a=1 b[0]=1 b[1]=0",
                "{\"a\":null,\"b\":[null,\"x\",null,\"y\"]} | b[1]=x b[3]=y",
                "{\"a\":[],\"b\":{},\"c\":[[],{},[[1]]]}    | c[2][0][0]=1",
                "{\"a\":1,\"b\":2,\"a\":{\"c\":3}}          | a[c]=3 b=2",
                "{\"a\":1,\"b\":2,\"a\":null}             | b=2",
                "{\"a\":{\"x\":1,\"y\":2,\"x\":3}}          | a[x]=3 a[y]=2",
                "{\"a\":{\"\":\"x\"}}                     | a[]=x",
                "{\"a\":-0,\"b\":-0.0,\"c\":0}            | a=0 b=-0 c=0",
                "{\"a\":{\"1\":\"x\",\"0\":\"y\"}}          | a[1]=x a[0]=y",
                "{\"a[b]\":1,\"a\":{\"b\":2}}             | a[b]=1 a[b]=2",
                // where PHP would turn to floats
                "{\"a\":9223372036854775808}            | a=9223372036854775808",
                "{\"a\":-123456789012345678901234567890}| a=-123456789012345678901234567890",
                "{\"a\":123456789012345.25}             | a=123456789012345.25",
                "{\"a\":0.00001}                        | a=0.00001",
            })
    void flattens_as_php_does(String json, String pairs) throws IOException {
        List<String> flat = new ArrayList<>();
        Flat.pairs(json).forEach(pair -> flat.add(pair.getKey() + "=" + pair.getValue()));

        assertThat(String.join(" ", flat)).isEqualTo(pairs);
    }

    @Test
    void text_stays_as_it_came() throws IOException {
        assertThat(Flat.pairs("{\"a\":\" 1.50 \",\"b\":\"1e3\",\"c\":\"\\u0000\\ud83d\\udce6\\ud83d\"}"))
                .containsExactly(
                        Map.entry("a", " 1.50 "), Map.entry("b", "1e3"), Map.entry("c", "\0\uD83D\uDCE6\uD83D"));
    }

    @Test
    void leaves_the_parser_at_the_end_of_the_object_for_the_next_order() throws IOException {
        try (JsonParser parser = new JsonFactory().createParser("[{\"a\":[{}]},{\"b\":2}]")) {
            parser.nextToken();
            for (String name : List.of("a", "b")) {
                assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
                JsonForm.flatten(parser, (flat, text) -> assertThat(flat).startsWith(name));
                assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);
            }
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
        }
    }

    @Test
    void sixty_four_levels_are_allowed_and_one_more_is_not() throws IOException {
        assertThat(Flat.pairs(nested(JsonForm.DEEPEST))).hasSize(1);

        assertThatThrownBy(() -> Flat.pairs(nested(JsonForm.DEEPEST + 1)))
                .isInstanceOf(UnencodableFieldException.class)
                .hasMessageContaining("a[0][0]")
                .hasMessageContaining("more than 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1.5E+99999999999999999999"})
    void a_number_that_would_fill_the_memory_is_refused_with_its_field(String number) {
        UnencodableFieldException refused = catchThrowableOfType(
                UnencodableFieldException.class,
                () -> Flat.pairs("{\"x\":1,\"goods\":[{},{\"good_sum\":" + number + "}]}"));

        assertThat(refused.field()).isEqualTo("goods[1][good_sum]");
        assertThat(refused.problem()).contains("more than 1000 digits");
        assertThat(refused).hasMessage("the field goods[1][good_sum] " + refused.problem());
    }

    @Test
    void after_a_field_that_cannot_be_encoded_nothing_was_given_and_the_next_order_can_be_read() throws IOException {
        String deep = "[".repeat(500) + "]".repeat(500);
        String json = "[{\"a\":1,\"b\":1e9999,\"c\":" + deep + ",\"d\":2},{\"e\":3}]";
        List<String> given = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            parser.nextToken();
            UnencodableFieldException refused = catchThrowableOfType(
                    UnencodableFieldException.class, () -> JsonForm.flatten(parser, (name, text) -> given.add(name)));

            assertThat(refused.field()).isEqualTo("b");
            assertThat(given).isEmpty();
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_OBJECT);

            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            JsonForm.flatten(parser, (name, text) -> given.add(name));
            assertThat(given).containsExactly("e");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "{\"a\":[1,", "{\"a\":{\"b\":1}", "{\"a\":tru}", "{a:1}"})
    void broken_json_is_told_by_the_parser_and_nothing_is_given(String json) throws IOException {
        List<String> given = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();

            assertThatThrownBy(() -> JsonForm.flatten(parser, (name, text) -> given.add(name)))
                    .isInstanceOf(JsonProcessingException.class);
        }
        assertThat(given).isEmpty();
    }

    @Test
    void a_parser_that_does_not_stand_at_an_object_is_a_mistake_of_the_caller() throws IOException {
        try (JsonParser parser = new JsonFactory().createParser("[]")) {
            parser.nextToken();

            assertThatThrownBy(() -> JsonForm.flatten(parser, (name, text) -> {}))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "1" + "]".repeat(levels - 1) + "}";
    }
}
