package io.waybill.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderRulesTest {
    @Test
    void a_good_create_is_judged_into_its_parts() {
        Judged judged = judge(
                "goods[0][good_name]", "course",
                "ref", "A-1",
                "bill_email", "anna@example.com",
                "operation", "CreateOrder",
                "goods[1][good_name]", "book",
                "account", "main",
                "request_id", "r1",
                "utm[aff_term]", "");
        assertThat(judged.isValid()).isTrue();
        assertThat(judged.operation()).isEqualTo(Operation.CREATE_ORDER);
        assertThat(List.of(judged.ref(), judged.account(), judged.requestId())).containsExactly("A-1", "main", "r1");
        assertThat(judged.fields().pairs())
                .extracting(Map.Entry::getKey)
                .containsExactly("goods[0][good_name]", "goods[1][good_name]", "bill_email", "utm[aff_term]");
    }

    @Test
    void without_an_operation_an_order_is_created() {
        Judged judged = create();
        assertThat(judged.operation()).isEqualTo(Operation.CREATE_ORDER);
        assertThat(judged.ref()).isNull();
        assertThat(judged.isValid()).isTrue();
    }

    @Test
    void a_delete_takes_either_number_or_reference_and_nothing_else() {
        assertThat(judge("operation", "DeleteOrder", "bill_id", "102937").isValid())
                .isTrue();
        assertThat(judge("operation", "DeleteOrder", "ref", "A-1", "request_id", "x")
                        .isValid())
                .isTrue();
        assertThat(sentences(judge("operation", "DeleteOrder")))
                .containsExactly("found no bill_id and no ref, expected one of them: the invoice that is meant");
        assertThat(sentences(judge("operation", "DeleteOrder", "bill_id", "1", "ref", "A")))
                .containsExactly(
                        "bill_id: found \"1\" and ref \"A\", expected either of them: two could name two invoices");
        assertThat(sentences(judge("operation", "DeleteOrder", "bill_id", "1", "bill_tag", "x")))
                .containsExactly("bill_tag: found \"x\", expected no such field: a DeleteOrder does not take it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1", "0", "000", "-1", "1.0", " 1", "1234567890123456789", "", "١"})
    void a_delete_needs_a_plain_number(String number) {
        assertThat(sentences(judge("operation", "DeleteOrder", "bill_id", number)))
                .singleElement()
                .asString()
                .startsWith("bill_id: ");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "bill_email, a@b",
                "bill_email, a@b.c",
                "bill_email, @b.co",
                "bill_email, a@@b.co",
                "bill_email, a@b..co",
                "bill_email, Anna <a@b.co>",
                "bill_email, ` a@b.co`",
                "goods[0][good_name], ` `",
                "goods[0][good_sum], 0.00",
                "goods[0][good_sum], ``",
                "goods[0][good_sum], `1,50`",
                "goods[0][good_sum], 1.505",
                "goods[0][good_sum], 1 500",
                "goods[0][good_sum], 1e3",
                "bill_created, 0",
                "bill_created, 1700000000000",
                "bill_created, -5",
                "bill_created, 45000",
                "bill_created, 20240115",
                "bill_timer_kill, 20240115",
                "bill_timer_kill, yes",
                "bill_timer_kill, ``",
                "bill_domain, https://shop.example",
                "bill_domain, shop.example/",
                "bill_domain, https:shop.example",
                "bill_domain, shop",
                "bill_domain, shop.example?a=b",
                "bill_domain, anna@shop.example",
                "rpsKey, x",
                "goods, x",
                "goods[][good_name], x",
                "physical, maybe",
                "physical, ``",
                "bill_domain, ``",
                "bill_bogus, x",
                "utm[utm_bogus], x",
                "utm, x",
                "goods[0], x",
                "goods[00][good_name], x",
                "goods[0][good_qty], 2",
                "hash, x",
                "bill_id, 5",
                "ref, ` `",
                "ref, ` A`",
                "request_id, ``",
                "account, ``",
                "operation, createorder",
                "operation, ``",
            })
    void a_field_that_breaks_its_rule_is_one_fault_that_names_it(String name, String text) {
        Judged judged = create(name, text);
        assertThat(judged.faults()).singleElement().extracting(Fault::field).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "bill_email, Анна@пример.рф",
                "bill_email, a+b@c-d.e.co",
                "goods[0][good_sum], 0.01",
                "goods[0][good_sum], 1500",
                "goods[0][good_sum], 007.5",
                "bill_created, 1700000000",
                "bill_timer_kill, 1700000000",
                "bill_domain, www.shop.com",
                "bill_domain, магазин.рф",
                "bill_domain, shop.example:8443",
                "physical, false",
                "physical, 0",
                "bill_kupon, x",
                "bill_coupon, x",
                "bill_middle_name, x",
                "bill_otchestvo, x",
                "bill_phone, ``",
                "bill_comment, `a\n\tb 🎁`",
                "utm[utm_campaign], x",
                "ref, ../../etc/passwd",
            })
    void a_field_that_keeps_its_rule_is_no_fault(String name, String text) {
        assertThat(create(name, text).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "FALSE, 0", "1, 1", "0, 0", "1700000000, 1700000000"})
    void a_boolean_is_sent_as_php_writes_it_because_the_text_false_is_true_to_the_far_end(String text, String sent) {
        assertThat(create("bill_timer_kill", text).fields().get("bill_timer_kill"))
                .hasValue(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "bill_emial, bill_email",
        "email, bill_email",
        "Bill_Phone, bill_phone",
        "utm_source, utm[utm_source]",
        "utm.utm_source, utm[utm_source]",
        "good_name, goods[0][good_name]",
        "goods[3][name], goods[3][good_name]",
        "goods[3][price], ",
        "opertion, operation",
        "zzz, ",
        "api_key, "
    })
    void an_unknown_field_is_met_with_the_name_that_was_probably_meant(String name, String meant) {
        assertThat(FieldNames.nearest(name).orElse(null)).isEqualTo(meant);
    }

    @Test
    void the_value_of_an_unknown_field_is_never_shown() {
        assertThat(sentences(create("api_key", "s3cret")))
                .singleElement()
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void all_faults_come_at_once() {
        assertThat(judge(
                                "bill_email",
                                "x",
                                "goods[1][good_name]",
                                "a",
                                "ref",
                                "",
                                "colour",
                                "red",
                                "bill_tag",
                                "a\u0000")
                        .faults())
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("bill_email", "goods[1]", "ref", "colour", "bill_tag");
    }

    @Test
    void a_reader_that_could_not_read_the_order_has_the_only_word() {
        Fault cells = new Fault("", "a row of 3 cells", "4 cells");
        Judged judged = OrderRules.judge(pairs("ref", "A", "colour", "red"), List.of(cells), Leniency.NONE);
        assertThat(judged.faults()).containsExactly(cells);
        assertThat(judged.ref()).isEqualTo("A");
        Fault field = new Fault("bill_email", "\"a\" on line 4", "\"b\" as on line 3");
        assertThat(OrderRules.judge(pairs("ref", "A"), List.of(field), Leniency.NONE)
                        .faults())
                .startsWith(field)
                .hasSizeGreaterThan(1);
    }

    @Test
    void an_order_has_room_for_what_is_added_before_sending() {
        assertThat(products(989).isValid()).isTrue();
        assertThat(sentences(products(990)))
                .singleElement()
                .asString()
                .isEqualTo("found 991 fields, expected at most 990: the far end drops what goes beyond");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "TRUE"})
    void a_physical_order_needs_whom_and_where_to_deliver_to(String physical) {
        assertThat(create("physical", physical, "bill_city", " ").faults())
                .extracting(Fault::field)
                .containsExactly("bill_first_name", "bill_surname", "bill_country", "bill_city", "bill_address");
        Judged whole = create(
                "physical",
                physical,
                "bill_first_name",
                "Anna",
                "bill_surname",
                "Berg",
                "bill_country",
                "DE",
                "bill_city",
                "Ulm",
                "bill_address",
                "Weg 1");
        assertThat(whole.faults()).isEmpty();
        assertThat(whole.fields().get("physical")).as("steers, and is not sent").isEmpty();
        assertThat(judge("operation", "DeleteOrder", "ref", "A", "physical", "1")
                        .faults())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bill_coupon, bill_kupon", "bill_otchestvo, bill_middle_name"})
    void either_spelling_is_one_field_and_one_order(String written, String other) {
        Judged one = create(written, "x");
        Judged same = create(other, "x");
        assertThat(one.fields()).isEqualTo(same.fields());
        assertThat(Identity.digest(one.operation(), one.ref(), one.fields()))
                .isEqualTo(Identity.digest(same.operation(), same.ref(), same.fields()));
        assertThat(sentences(create(other, "x", written, "x")))
                .containsExactly(written + ": found " + other
                        + " beside it, expected one of them: they are two spellings of one field");
    }

    @Test
    void fields_are_sent_in_the_spelling_of_the_brand_each_in_its_place() {
        Fields fields = create("bill_otchestvo", "Ivanovna", "bill_coupon", "x").fields();
        assertThat(new Spelling("bill_coupon", "bill_otchestvo").of(fields).pairs())
                .extracting(Map.Entry::getKey)
                .containsExactly("bill_otchestvo", "bill_coupon", "bill_email", "goods[0][good_name]");
        assertThat(Spelling.STANDARD.of(fields)).isSameAs(fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "000", ""})
    void a_price_of_nothing_may_stand_for_the_stores_price_and_is_left_out(String price) {
        Leniency store = new Leniency(false, true);
        Judged judged = OrderRules.judge(good("goods[0][good_sum]", price), List.of(), store);
        assertThat(judged.faults()).isEmpty();
        assertThat(judged.fields()).isEqualTo(create().fields());
        assertThat(OrderRules.judge(good("goods[0][good_sum]", "0,0"), List.of(), store)
                        .faults())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bill_gift", "bill_gift[0]", "bill_gift[a][b-c]", "goods[0][good_qty]", "utm[x]", "gift"})
    void an_unknown_field_may_be_sent_as_it_came(String name) {
        Judged judged = OrderRules.judge(good(name, "x"), List.of(), new Leniency(true, false));
        assertThat(judged.faults()).isEmpty();
        assertThat(judged.fields().get(name)).hasValue("x");
    }

    // Each of these would break the signature, or change how the far end checks the call.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hash",
                "rpsKey",
                "a.b",
                "a b",
                "1a",
                "bill_gift[]",
                "bill_gift[a",
                "bill_gift]",
                "bill_gift[a]b",
                "bill_email[0]",
                "utm",
                "goods",
                "goods[x][good_name]",
                "goods[00][good_name]",
                "Подарок",
                ""
            })
    void an_unknown_field_that_would_break_the_call_is_never_sent(String name) {
        List<Map.Entry<String, String>> fields = good("utm[utm_source]", "x", name, "s3cret");
        Judged judged = OrderRules.judge(fields, List.of(), new Leniency(true, false));
        assertThat(judged.faults()).hasSize(1);
        assertThat(judged.faults().get(0).sentence()).doesNotContain("s3cret");
    }

    @Test
    void the_table_says_all_that_is_known_of_a_field() {
        List<FieldRule> all = new ArrayList<>(FieldRule.all());
        all.addAll(FieldRule.ofProducts());
        assertThat(all).hasSize(37).allSatisfy(rule -> {
            assertThat(rule.description()).endsWith(".");
            assertThat(rule.kind().expected()).isNotBlank();
            assertThat(java.util.regex.Pattern.compile(rule.kind().pattern())).isNotNull();
            assertThat(rule.operations()).isNotEmpty();
        });
        assertThat(FieldRule.all().stream().filter(FieldRule::steers).map(FieldRule::name))
                .containsExactlyElementsOf(FieldNames.CONTROL);
    }

    private static List<Map.Entry<String, String>> good(String... more) {
        List<Map.Entry<String, String>> fields =
                new ArrayList<>(pairs("bill_email", "anna@example.com", "goods[0][good_name]", "course"));
        fields.addAll(pairs(more));
        return fields;
    }

    private static Judged products(int count) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(pairs("bill_email", "a@b.co"));
        for (int i = 0; i < count; i++) {
            fields.add(Map.entry("goods[" + i + "][good_name]", "x"));
        }
        return OrderRules.judge(fields, List.of(), Leniency.NONE);
    }

    private static Judged create(String... more) {
        List<Map.Entry<String, String>> fields = new ArrayList<>(pairs(more));
        for (Map.Entry<String, String> field :
                pairs("bill_email", "anna@example.com", "goods[0][good_name]", "course")) {
            if (fields.stream().noneMatch(other -> other.getKey().equals(field.getKey()))) {
                fields.add(field);
            }
        }
        return OrderRules.judge(fields, List.of(), Leniency.NONE);
    }

    private static Judged judge(String... pairs) {
        return OrderRules.judge(pairs(pairs), List.of(), Leniency.NONE);
    }

    private static List<Map.Entry<String, String>> pairs(String... pairs) {
        List<Map.Entry<String, String>> list = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            list.add(Map.entry(pairs[i], pairs[i + 1]));
        }
        return list;
    }

    private static List<String> sentences(Judged judged) {
        return judged.faults().stream().map(Fault::sentence).toList();
    }
}
