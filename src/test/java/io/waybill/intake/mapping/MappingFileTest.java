package io.waybill.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fields: {bill_emial: Mail} | fields.bill_emial: found an unknown field; expected a field of an order; did you mean bill_email?.",
                "fields: {colour: Colour} | fields.colour: found an unknown field; expected a field of an order.",
                "fields: {good_name: Art} | fields.good_name: found a product's field; expected it under goods:, beside fields:.",
                "fields: {ref: } | fields.ref: found nothing; expected the name of the partner's field, or a list of names.",
                "fields: {ref: []} | fields.ref: found an empty list; expected the name of the partner's field, or a list of names.",
                "fields: {ref: a, ref: b} | fields.ref: found this key twice; expected each key once.",
                "fields: {ref: 'a{n}'} | fields.ref: found \"a{n}\"; expected {n}, which stands for a number, once, and in products under goods: only.",
                "fields: {ref: {form: a}} | fields.ref.form: found an unknown key; expected a key that there is; did you mean from?.",
                "fields: {ref: {from: a, constant: b}} | fields.ref.from: found from and constant; expected one of them: the partner's field, or a text that is the same in all orders.",
                "fields: {ref: {constant: a, join: b}} | fields.ref.join: found it beside constant; expected it beside from.",
                "fields: {ref: {from: a, join: b}} | fields.ref.join: found it beside one field; expected it beside a list of fields under from.",
                "fields: {physical: {constant: maybe}} | fields.physical.constant: found \"maybe\"; expected true, false, 1 or 0.",
                "fields: {operation: {from: a, values: {x: Delete}}} | fields.operation.values.x: found \"Delete\"; expected CreateOrder or DeleteOrder.",
                "fields: {ref: {from: a, other: keep}} | fields.ref.other: found it without values; expected it beside values.",
                "fields: {ref: {from: a, values: {b: c}, other: drop}} | fields.ref.other: found \"drop\"; expected keep or refuse.",
                "fields: {ref: {from: a, part: lastname}} | fields.ref.part: found \"lastname\"; expected first-name, middle-name or surname.",
                "fields: {ref: {from: a, part: surname, surname-first: perhaps}} | fields.ref.surname-first: found \"perhaps\"; expected true or false.",
                "fields: {bill_created: {from: a, date: dd.MM.yyyy}} | fields.bill_created.zone: found nothing; expected a time zone such as Europe/Berlin or UTC, here or at the top of the file: the dates do not say it.",
                "fields: {bill_created: {from: a, date: dd.MM.yyyy, zone: Europe/Berln}} | fields.bill_created.zone: found \"Europe/Berln\"; expected a time zone such as Europe/Berlin or UTC; did you mean Europe/Berlin?.",
                "fields: {bill_created: {from: a, date: bb, zone: UTC}} | fields.bill_created.date: found \"bb\"; expected a pattern such as dd.MM.yyyy HH:mm, iso or milliseconds.",
                "fields: {bill_created: {from: a, date: 'HH:mm', zone: UTC}} | fields.bill_created.date: found \"HH:mm\"; expected a pattern with day, month (MM) and year.",
                "fields: {bill_created: {from: a, date: 'dd.mm.yyyy', zone: UTC}} | fields.bill_created.date: found \"dd.mm.yyyy\"; expected a pattern with day, month (MM) and year.",
                "goods: [{good_name: a, good_sum: {from: b, decimal: komma}}] | goods[0].good_sum.decimal: found \"komma\"; expected \",\" or \".\", what stands before the cents.",
                "goods: [{good_name: a, good_sum: {constant: '1,50'}}] | goods[0].good_sum.constant: found \"1,50\"; expected a price such as 1500 or 1500.50, with a point and without a currency.",
                "goods: [{good_sum: a}] | goods[0].good_name: found nothing; expected where the product's name comes from.",
                "goods: [{good_name: a, qty: b}] | goods[0].qty: found an unknown key; expected a key that there is, one of good_name, good_sum.",
                "goods: {good_name: a} | goods: found no list; expected a list of products, each with good_name and perhaps good_sum.",
                "ignored: [a] | ignored: found an unknown key; expected a key that there is; did you mean ignore?.",
                "description: x | fields: found none of fields, goods and jq; expected at least one of them.",
                "{language: '?', fields: {ref: a}} | language: found \"?\"; expected a language such as en, de or ru.",
                "fields: [a] | fields: found a list; expected keys and values.",
                "text | found \"text\"; expected keys and values.",
            })
    void a_mistake_is_told_with_its_line_and_what_was_meant(String yaml, String sentence) {
        assertThat(mistakes("# a comment\n" + yaml)).first().isEqualTo("mappings/shop.yaml, line 2: " + sentence);
    }

    @Test
    void a_jq_expression_that_is_none_is_a_mistake() {
        assertThat(mistakes("jq: '{a: .b'"))
                .singleElement()
                .asString()
                .startsWith("mappings/shop.yaml, line 1: jq: found an expression of which jq says: ");
    }

    @Test
    void what_is_no_yaml_is_told_with_its_line() {
        assertThat(mistakes("fields:\n  ref: 'a\n")).singleElement().asString().contains("line 3: found no YAML");
        assertThat(mistakes(""))
                .containsExactly("mappings/shop.yaml: found an empty file; expected fields, goods or jq.");
    }

    @Test
    void all_mistakes_of_all_files_come_at_once() throws Exception {
        write("good.yaml", "fields: {ref: Nr}");
        write("b.yaml", "fields:\n  rfe: Nr\n  bill_created: {from: a, date: bb}\n");
        write("c.yml", "fields: {ref: Nr}");
        write("d e.yaml", "fields: {ref: Nr}");
        write("readme.txt", "no mapping");
        Path mappings = folder.resolve("mappings");
        InvalidMappingsException thrown =
                catchThrowableOfType(InvalidMappingsException.class, () -> Mappings.read(mappings));
        assertThat(thrown.mistakes())
                .extracting(mistake -> mistake.replaceFirst(": .*", ""))
                .containsExactly(
                        "mappings/b.yaml, line 2",
                        "mappings/b.yaml, line 3",
                        "mappings/b.yaml, line 3",
                        "mappings/c.yml",
                        "mappings/d e.yaml");
    }

    @Test
    void mappings_are_found_by_name_and_a_folder_that_is_not_there_has_none() throws Exception {
        write("shop-eu.yaml", "fields: {ref: Nr}");
        Mappings mappings = Mappings.read(folder.resolve("mappings"));
        assertThat(mappings.names()).containsExactly("shop-eu");
        assertThat(mappings.named("shop-eu").orElseThrow().name()).isEqualTo("shop-eu");
        assertThat(mappings.named("shop")).isEmpty();
        assertThat(Mappings.read(folder.resolve("nothing")).names()).isEmpty();
    }

    private void write(String name, String yaml) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("mappings")).resolve(name), yaml);
    }

    private static List<String> mistakes(String yaml) {
        List<String> mistakes = new ArrayList<>();
        assertThat(new MappingFile("shop", "mappings/shop.yaml", mistakes).read(yaml))
                .isEmpty();
        return mistakes;
    }
}
