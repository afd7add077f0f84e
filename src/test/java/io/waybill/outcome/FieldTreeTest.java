package io.waybill.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.signing.FieldTree;
import io.waybill.signing.PhpForm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FieldTreeTest {
    @Test
    void goods_are_a_list_of_objects_and_utm_an_object() throws Exception {
        assertThat(json(
                        "goods[0][good_name]",
                        "course",
                        "goods[0][good_sum]",
                        "1.50",
                        "goods[1][good_name]",
                        "book",
                        "bill_email",
                        "a@b.cc",
                        "utm[utm_source]",
                        "x"))
                .isEqualTo("{\"goods\":[{\"good_name\":\"course\",\"good_sum\":\"1.50\"},{\"good_name\":\"book\"}],"
                        + "\"bill_email\":\"a@b.cc\",\"utm\":{\"utm_source\":\"x\"}}");
    }

    @Test
    void a_list_with_gaps_keeps_its_keys() throws Exception {
        assertThat(json("goods[1][n]", "a", "goods[3][n]", "b"))
                .isEqualTo("{\"goods\":{\"1\":{\"n\":\"a\"},\"3\":{\"n\":\"b\"}}}");
        assertThat(json("goods[][n]", "a", "goods[][n]", "b")).isEqualTo("{\"goods\":[{\"n\":\"a\"},{\"n\":\"b\"}]}");
    }

    @Test
    void a_name_that_is_no_path_stands_as_it_is() throws Exception {
        assertThat(json("a[b", "1", "[c]", "2", "d]", "3", "e[f]g", "4"))
                .isEqualTo("{\"a[b\":\"1\",\"[c]\":\"2\",\"d]\":\"3\",\"e[f]g\":\"4\"}");
        String deep = "a" + "[b]".repeat(5000);
        assertThat(json(deep, "1")).isEqualTo("{\"" + deep + "\":\"1\"}");
    }

    @Test
    void the_last_of_two_shapes_counts() throws Exception {
        assertThat(json("a", "1", "a[b]", "2")).isEqualTo("{\"a\":{\"b\":\"2\"}}");
        assertThat(json("a[b]", "2", "a", "1")).isEqualTo("{\"a\":\"1\"}");
    }

    @Test
    void a_hash_is_never_shown() throws Exception {
        assertThat(json("a", "1", "hash", "5e7e", "hash[x]", "5e7e")).isEqualTo("{\"a\":\"1\"}");
    }

    @Property(tries = 300)
    void any_fields_give_readable_json_without_a_name_twice(@ForAll("fields") List<Map.Entry<String, String>> pairs)
            throws Exception {
        ObjectMapper strict = new ObjectMapper()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        assertThat(strict.readTree(json(PhpForm.decode(PhpForm.encode(pairs)))).isObject())
                .isTrue();
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> fields() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab01[]").ofMaxLength(12),
                Arbitraries.strings().ofMaxLength(10));
        return names.flatMap(name -> Arbitraries.strings().ofMaxLength(10).map(text -> Map.entry(name, text)))
                .list()
                .ofMaxSize(12);
    }

    private static String json(String... namesAndTexts) throws Exception {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            pairs.add(Map.entry(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        return json(pairs);
    }

    private static String json(List<Map.Entry<String, String>> pairs) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = OutcomeJson.lines(out)) {
            new FieldTree(pairs).write(json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
