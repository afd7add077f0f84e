package io.waybill.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void fields_keep_the_order_in_which_they_arrived() {
        assertThat(names(fields("z", "1", "a", "2", "m", "3"))).containsExactly("z", "a", "m");
    }

    @Test
    void fields_of_one_root_stand_together_behind_the_first_of_them() {
        assertThat(names(fields(
                        "goods[0][good_name]", "x",
                        "bill_email", "a@b.cd",
                        "utm[utm_source]", "s",
                        "goods[1][good_name]", "y",
                        "bill_phone", "1",
                        "utm[utm_medium]", "m",
                        "goods[0][good_sum]", "5")))
                .containsExactly(
                        "goods[0][good_name]",
                        "goods[1][good_name]",
                        "goods[0][good_sum]",
                        "bill_email",
                        "utm[utm_source]",
                        "utm[utm_medium]",
                        "bill_phone");
    }

    @Test
    void a_name_that_comes_twice_keeps_its_first_place_and_its_last_text() {
        Fields fields = fields("a", "1", "b", "2", "a", "3");
        assertThat(fields.pairs()).containsExactly(Map.entry("a", "3"), Map.entry("b", "2"));
    }

    @Test
    void a_field_is_found_by_its_whole_name() {
        Fields fields = fields("utm[utm_source]", "s", "empty", "");
        assertThat(fields.get("utm[utm_source]")).contains("s");
        assertThat(fields.get("utm")).isEmpty();
        assertThat(fields.get("empty")).contains("");
        assertThat(fields.get("none")).isEmpty();
    }

    @Test
    void one_more_field_or_another_text_makes_new_fields() {
        Fields fields = fields("a", "1", "b", "2");
        assertThat(fields.with("c", "3").pairs())
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "3"));
        assertThat(fields.with("a", "9").pairs()).containsExactly(Map.entry("a", "9"), Map.entry("b", "2"));
        assertThat(fields.pairs()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void a_further_product_goes_to_the_others() {
        assertThat(names(fields("goods[0][good_name]", "x", "bill_email", "a").with("goods[1][good_name]", "y")))
                .containsExactly("goods[0][good_name]", "goods[1][good_name]", "bill_email");
    }

    @Test
    void nobody_can_change_the_pairs_or_the_list_behind_them() {
        List<Map.Entry<String, String>> pairs = new ArrayList<>(List.of(Map.entry("a", "1")));
        Fields fields = Fields.of(pairs);
        pairs.clear();
        assertThat(fields.pairs()).hasSize(1);
        assertThatThrownBy(() -> fields.pairs().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equal_fields_are_equal_in_the_same_order_only() {
        assertThat(fields("a", "1", "b", "2"))
                .isEqualTo(fields("a", "1", "b", "2"))
                .hasSameHashCodeAs(fields("a", "1", "b", "2"));
        assertThat(fields("a", "1", "b", "2"))
                .isNotEqualTo(fields("b", "2", "a", "1"))
                .isNotEqualTo("a");
        assertThat(Fields.NONE).isEqualTo(fields());
    }

    @Test
    void the_root_of_a_name_ends_at_its_first_bracket() {
        assertThat(Fields.root("goods[0][good_name]")).isEqualTo("goods");
        assertThat(Fields.root("bill_email")).isEqualTo("bill_email");
        assertThat(Fields.root("[x]")).isEmpty();
    }

    private static List<String> names(Fields fields) {
        return fields.pairs().stream().map(Map.Entry::getKey).toList();
    }

    private static Fields fields(String... namesAndTexts) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            pairs.add(Map.entry(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        return Fields.of(pairs);
    }
}
