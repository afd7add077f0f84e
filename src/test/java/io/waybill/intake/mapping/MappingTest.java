package io.waybill.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.waybill.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
    @Test
    void fields_are_called_by_the_partners_names_and_the_first_that_holds_something_counts() {
        Mapping mapping = mapping("""
                fields:
                  ref: Order No
                  bill_email: [E-Mail, Mail]
                  bill_address: {from: [Street, House], join: " "}
                  utm[utm_medium]: {constant: affiliate}
                  bill_country: {from: Country, default: Germany}
                """);
        assertThat(fields(
                        mapping,
                        "Mail",
                        " anna@example.com ",
                        "E-Mail",
                        " ",
                        "Order No",
                        "17",
                        "House",
                        "5",
                        "Street",
                        "Weg"))
                .containsExactly(
                        entry("ref", "17"),
                        entry("bill_email", "anna@example.com"),
                        entry("bill_address", "Weg 5"),
                        entry("utm[utm_medium]", "affiliate"),
                        entry("bill_country", "Germany"));
    }

    @Test
    void a_field_that_has_the_apis_name_already_needs_no_rule() {
        Mapping mapping = mapping("fields: {ref: Order No, bill_phone: Phone}");
        assertThat(fields(mapping, "bill_email", "a@b.co", "goods[0][good_name]", "x", "waybill_reason", "why"))
                .containsExactly(entry("bill_email", "a@b.co"), entry("goods[0][good_name]", "x"));
        assertThat(faults(mapping, "bill_phone", "5")).extracting(Fault::field).containsExactly("bill_phone");
    }

    @Test
    void a_field_that_nobody_thought_of_is_a_fault_unless_it_is_empty_or_ignored() {
        Mapping mapping = mapping("""
                fields: {ref: Order No}
                ignore: [Printed by, "x_*"]
                """);
        assertThat(faults(mapping, "Printed by", "me", "x_1", "5", "Colour", ""))
                .isEmpty();
        assertThat(faults(mapping, "Ordr No", "17"))
                .singleElement()
                .extracting(Fault::sentence)
                .isEqualTo("Ordr No: found an unknown field, expected a field that mapping shop takes or ignores; did"
                        + " you mean \"Order No\"?");
    }

    @Test
    void values_are_looked_up_whatever_their_case_and_what_is_not_there_is_a_fault() {
        Mapping mapping = mapping("""
                fields:
                  bill_country: {from: Land, values: {DE: Germany, AT: Austria, XX: ""}}
                  bill_region: {from: Region, values: {N: North}, other: keep}
                """);
        assertThat(fields(mapping, "Land", "de", "Region", "South"))
                .containsExactly(entry("bill_country", "Germany"), entry("bill_region", "South"));
        assertThat(fields(mapping, "Land", "XX")).isEmpty();
        assertThat(faults(mapping, "Land", "FR"))
                .containsExactly(new Fault("bill_country", "\"FR\"", "one of the values of the mapping: DE, AT, XX"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "',' | 1.234,56 | 1234.56",
                "',' | 1 234,5 | 1234.5",
                "',' | 1 234 567 | 1234567",
                "',' | 1'234,00 | 1234.00",
                "',' | 0,50 | 0.50",
                "',' | 12,500000 | 12.50",
                "',' | 12,505 | 12.505",
                "',' | 12,50 EUR | 12.50",
                "',' | €12,50 | 12.50",
                "',' | eur 12 | 12",
                "'.' | 1,234.56 | 1234.56",
                "'.' | 1500 | 1500",
                "',' | 1.5 | ",
                "',' | 1.23,4 | ",
                "',' | 1,234.56 | ",
                "',' | 12,50 USD | ",
                "',' | -5 | ",
                "',' | 1.234 567 | ",
                "'.' | 1,5 | ",
            })
    void a_price_is_read_as_people_write_it_and_never_guessed(String decimal, String written, String price) {
        Mapping mapping = mapping(
                "goods: [{good_name: Art, good_sum: {from: Preis, decimal: " + decimal + ", currency: [EUR, €]}}]");
        Mapped mapped = mapping.apply(pairs("Art", "x", "Preis", written));
        if (price == null) {
            assertThat(mapped.faults()).singleElement().extracting(Fault::field).isEqualTo("goods[0][good_sum]");
        } else {
            assertThat(mapped.fields()).contains(entry("goods[0][good_sum]", price));
            assertThat(mapped.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dd.MM.yyyy HH:mm | 15.01.2024 10:30 | 1705311000",
                "dd.MM.yyyy HH:mm | 15.07.2024 10:30 | 1721032200",
                "dd.MM.yyyy       | 15.01.2024       | 1705273200",
                "d MMMM yyyy      | 5 januar 2024    | 1704409200",
                "iso              | 2024-01-15       | 1705273200",
                "iso              | 2024-01-15 10:30 | 1705311000",
                "iso              | 2024-01-15T10:30:00.5Z | 1705314600",
                "iso              | 2024-01-15T10:30:00+02:00 | 1705307400",
                "iso              | 2024-01-15T10:30:00+0200 | 1705307400",
                "milliseconds     | 1705311000123    | 1705311000",
                "dd.MM.yyyy       | 31.04.2024       | ",
                "dd.MM.yyyy       | 29.02.2023       | ",
                "dd.MM.yyyy       | 2024-01-15       | ",
                "dd.MM.yyyy       | 15.01.2024 10:00 | ",
                "milliseconds     | 1705311000       | ",
            })
    void a_date_becomes_unix_time_in_its_zone_and_one_that_does_not_exist_is_refused(
            String pattern, String written, String time) {
        Mapping mapping = mapping(
                "zone: Europe/Berlin\nlanguage: de\nfields: {bill_created: {from: Am, date: \"" + pattern + "\"}}");
        Mapped mapped = mapping.apply(pairs("Am", written));
        if (time == null) {
            assertThat(mapped.faults())
                    .singleElement()
                    .extracting(Fault::sentence)
                    .isEqualTo("bill_created: found \"" + written + "\", expected a date written " + pattern);
        } else {
            assertThat(mapped.fields()).containsExactly(entry("bill_created", time));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | Anna Berg             | Anna | | Berg",
                "false | Anna Maria Berg       | Anna | Maria | Berg",
                "false | Anna van der Berg     | Anna | | van der Berg",
                "false | Anna Maria von Berg   | Anna | Maria | von Berg",
                "false | Berg, Anna Maria      | Anna | Maria | Berg",
                "false | Anna                  | Anna | | ",
                "true  | Иванова Анна Петровна | Анна | Петровна | Иванова",
                "true  | Berg Anna             | Anna | | Berg",
                "true  | van der Berg Anna     | Anna | | van der Berg",
                "true  | Anna                  | Anna | | ",
            })
    void a_full_name_is_split(boolean surnameFirst, String name, String first, String middle, String surname) {
        String rule = "{from: Name, part: %s, surname-first: " + surnameFirst + "}";
        Mapping mapping = mapping("fields: {bill_first_name: " + rule.formatted("first-name") + ", bill_middle_name: "
                + rule.formatted("middle-name") + ", bill_surname: " + rule.formatted("surname") + "}");
        Map<String, String> fields = new java.util.HashMap<>();
        mapping.apply(pairs("Name", name)).fields().forEach(field -> fields.put(field.getKey(), field.getValue()));
        assertThat(fields.get("bill_first_name")).isEqualTo(first);
        assertThat(fields.get("bill_middle_name")).isEqualTo(middle);
        assertThat(fields.get("bill_surname")).isEqualTo(surname);
    }

    @Test
    void several_columns_are_several_products() {
        Mapping mapping = mapping("""
                goods:
                  - {good_name: "Product {n}", good_sum: {from: "Price {n}", decimal: ","}}
                  - good_name: {from: Gift, values: {yes: gift-wrap, no: ""}}
                    good_sum: {constant: "5"}
                """);
        assertThat(fields(
                        mapping,
                        "Product 10",
                        "c",
                        "Product 2",
                        "b",
                        "Price 2",
                        "1,50",
                        "Product 1",
                        "",
                        "Price 1",
                        "",
                        "Gift",
                        "yes"))
                .containsExactly(
                        entry("goods[0][good_name]", "b"),
                        entry("goods[0][good_sum]", "1.50"),
                        entry("goods[1][good_name]", "c"),
                        entry("goods[2][good_name]", "gift-wrap"),
                        entry("goods[2][good_sum]", "5"));
        assertThat(fields(mapping, "Product 1", "a", "Gift", "no")).containsExactly(entry("goods[0][good_name]", "a"));
        assertThat(mapping.source("goods[7][good_sum]")).isEqualTo("\"Price {n}\"");
    }

    @Test
    void the_elements_of_a_list_are_products() {
        Mapping mapping = mapping("goods: [{good_name: \"cart[items][{n}][sku]\"}]\nignore: [\"cart[items]*[id]\"]");
        assertThat(fields(mapping, "cart[items][0][sku]", "a", "cart[items][0][id]", "9", "cart[items][1][sku]", "b"))
                .containsExactly(entry("goods[0][good_name]", "a"), entry("goods[1][good_name]", "b"));
    }

    @Test
    void an_order_that_deletes_another_takes_what_a_delete_takes() {
        Mapping mapping = mapping("""
                fields:
                  operation: {from: Art, values: {Storno: DeleteOrder, Neu: CreateOrder}}
                  ref: Nr
                  bill_email: Mail
                  utm[utm_medium]: {constant: affiliate}
                goods: [{good_name: Artikel}]
                """);
        assertThat(fields(mapping, "Art", "Storno", "Nr", "17", "Mail", "a@b.co", "Artikel", "x"))
                .containsExactly(entry("operation", "DeleteOrder"), entry("ref", "17"));
        assertThat(fields(mapping, "Art", "Neu", "Nr", "17", "Artikel", "x")).hasSize(4);
    }

    @Test
    void faults_are_told_where_a_field_comes_from() {
        Mapping mapping = mapping("fields: {bill_email: [E-Mail, Mail], 'utm[utm_term]': {constant: x}}");
        assertThat(mapping.source("bill_email")).isEqualTo("\"E-Mail\" or \"Mail\"");
        assertThat(mapping.source("utm[utm_term]")).isNull();
        assertThat(mapping.source("bill_phone")).isNull();
        assertThat(mapping.source("")).isNull();
    }

    @Test
    void a_jq_expression_gives_another_shape_before_fields_are_mapped() {
        Mapping mapping = mapping("""
                jq: |
                  {ref: .order.id, mail: .order.customer.contacts | map(select(.kind == "mail"))[0].value,
                   goods: [.lines[] | {good_name: .sku, good_sum: .price}]}
                fields: {bill_email: mail}
                """);
        assertThat(fields(
                        mapping,
                        "order[id]",
                        "17",
                        "order[customer][contacts][0][kind]",
                        "phone",
                        "order[customer][contacts][0][value]",
                        "123",
                        "order[customer][contacts][1][kind]",
                        "mail",
                        "order[customer][contacts][1][value]",
                        "a@b.co",
                        "lines[0][sku]",
                        "x",
                        "lines[0][price]",
                        "1500.50"))
                .containsExactly(
                        entry("bill_email", "a@b.co"),
                        entry("ref", "17"),
                        entry("goods[0][good_name]", "x"),
                        entry("goods[0][good_sum]", "1500.50"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".a        | makes a JSON string of it",
                "empty     | makes nothing of it",
                "., .      | makes 2 values of it",
                ".a + 1    | jq says: ",
                "error(.a) | jq says: "
            })
    void an_order_that_the_expression_makes_no_object_of_is_at_fault(String jq, String why) {
        Mapped mapped = mapping("jq: '" + jq + "'").apply(pairs("a", "x"));
        assertThat(mapped.fields()).isEmpty();
        assertThat(mapped.faults())
                .singleElement()
                .extracting(Fault::sentence)
                .asString()
                .contains(why);
    }

    static Mapping mapping(String yaml) {
        List<String> mistakes = new ArrayList<>();
        Mapping mapping = new MappingFile("shop", "mappings/shop.yaml", mistakes)
                .read(yaml)
                .orElse(null);
        assertThat(mistakes).isEmpty();
        return mapping;
    }

    private static List<Map.Entry<String, String>> fields(Mapping mapping, String... partner) {
        Mapped mapped = mapping.apply(pairs(partner));
        assertThat(mapped.faults()).isEmpty();
        return mapped.fields();
    }

    private static List<Fault> faults(Mapping mapping, String... partner) {
        return mapping.apply(pairs(partner)).faults();
    }

    private static List<Map.Entry<String, String>> pairs(String... pairs) {
        List<Map.Entry<String, String>> list = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            list.add(Map.entry(pairs[i], pairs[i + 1]));
        }
        return list;
    }
}
