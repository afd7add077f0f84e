package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.waybill.intake.mapping.Mapping;
import io.waybill.intake.mapping.Mappings;
import io.waybill.order.AccountKey;
import io.waybill.order.Fault;
import io.waybill.order.Leniency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in a partner's own names, format by format. */
class MappedDocumentsTest {
    private static final String SHOP = """
            fields:
              ref: {from: Order No, values: {W-0: A-0}, other: keep}
              bill_email: Mail
              operation: {from: State, values: {new: CreateOrder, gone: DeleteOrder}}
            goods:
              - {good_name: "Article {n}", good_sum: {from: "Price {n}", decimal: ","}}
            ignore: [Row]
            """;

    @TempDir
    Path folder;

    @Test
    void adjacent_rows_that_are_mapped_to_one_ref_are_one_order_of_all_their_products() throws Exception {
        Reading reading = csv(SHOP, """
                Row;Order No;Mail;Article 1;Price 1;Article 2;Price 2
                1;W-1;a@x.com;course;1.500,00;book;
                2;W-1;;map;2,5;;
                3;W-2;b@x.com;course;;;
                """);
        assertThat(reading.orders()).extracting(RawOrder::position).containsExactly(1, 2);
        assertThat(reading.orders())
                .allSatisfy(order -> assertThat(order.faults()).isEmpty());
        assertThat(reading.fields(1))
                .containsExactly(
                        entry("ref", "W-1"),
                        entry("bill_email", "a@x.com"),
                        entry("goods[0][good_name]", "course"),
                        entry("goods[0][good_sum]", "1500.00"),
                        entry("goods[1][good_name]", "book"),
                        entry("goods[2][good_name]", "map"),
                        entry("goods[2][good_sum]", "2.5"));
    }

    @Test
    void the_delimiter_is_told_by_the_partners_names() throws Exception {
        assertThat(csv(SHOP, "Order No;Mail;a,b,c,d,e,f\nW-1;a@x.com;\n").fields(1))
                .containsEntry("ref", "W-1");
    }

    @Test
    void what_cannot_be_mapped_is_told_once_under_the_products_number_in_the_order() throws Exception {
        Reading reading = csv(SHOP + "zone: UTC\n", """
                Order No;Mail;State;Colour;Article 1;Price 1
                W-1;a@x.com;odd;red;course;1
                W-1;;odd;red;book;1.5
                """);
        assertThat(reading.orders()).hasSize(1);
        assertThat(reading.faults(1))
                .extracting(Fault::field)
                .containsExactly("operation", "Colour", "goods[1][good_sum]");
    }

    @Test
    void a_malformed_row_belongs_to_the_order_whose_ref_is_in_it_so_that_no_product_is_lost() throws Exception {
        Reading reading = csv(SHOP, "Order No,Mail,Article 1\nW-1,a@x.com,course\nW-1,book\nW-2,b@x.com,map\n");
        assertThat(reading.orders()).extracting(RawOrder::position).containsExactly(1, 2);
        assertThat(reading.faults(1)).singleElement().extracting(Fault::found).isEqualTo("a row of 2 cells (line 3)");
        Reading shifted = csv(SHOP, "Row,Order No,Mail,Article 1\n1,W-1,a@x.com,course\nW-1,,book\n");
        assertThat(shifted.orders()).hasSize(1);
        assertThat(shifted.faults(1)).isNotEmpty();
        Reading first = csv(SHOP, "Order No,Mail,Article 1\nmap,W-1\nW-1,a@x.com,course\n");
        assertThat(first.orders()).hasSize(1);
        assertThat(first.faults(1)).isNotEmpty();
    }

    @Test
    void rows_that_delete_are_orders_of_their_own_and_take_no_more_than_that() throws Exception {
        Reading reading = csv(SHOP, "Order No,State,Mail,Article 1\nW-1,new,a@x.com,course\nW-1,gone,a@x.com,course\n");
        assertThat(reading.orders()).hasSize(2);
        assertThat(reading.fields(2)).containsExactly(entry("ref", "W-1"), entry("operation", "DeleteOrder"));
    }

    @Test
    void a_table_without_the_partners_columns_is_refused_as_a_whole() {
        assertThatThrownBy(() -> csv("fields: {ref: Order No, bill_email: Mail}", "Nr,Post\n1,a@x.com\n"))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("names that mapping shop takes: Mail, Order No");
        assertThatThrownBy(() -> csv(SHOP, "Order No,Mail,Mail\n1,a@x.com,b@x.com\n"))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("\"Mail\" twice, in columns 2 and 3");
    }

    @Test
    void columns_that_mean_nothing_may_come_twice_and_our_own_are_passed_over() throws Exception {
        Reading reading = csv(SHOP, "Order No,Row,Row,waybill_reason,\nW-1,1,1,because,\n");
        assertThat(reading.orders()).hasSize(1);
        assertThat(reading.faults(1)).isEmpty();
        assertThat(csv(SHOP, "Order No,\nW-1,x\n").faults(1))
                .extracting(Fault::field)
                .containsExactly("column 2");
    }

    @Test
    void json_is_read_in_the_partners_names_too_and_the_position_stays() throws Exception {
        Mapping mapping =
                mapping("fields: {ref: \"head[no]\", bill_email: mail}\ngoods: [{good_name: \"items[{n}][sku]\"}]\n");
        Reading reading = Reading.of(Format.JSON.reader().with(mapping), """
                [{"head": {"no": 17}, "mail": "a@x.com", "items": [{"sku": "course"}, {"sku": "book"}]},
                 5,
                 {"head": {"no": 18}, "phone": "1"}]
                """);
        assertThat(reading.fields(1))
                .containsExactly(
                        entry("ref", "17"),
                        entry("bill_email", "a@x.com"),
                        entry("goods[0][good_name]", "course"),
                        entry("goods[1][good_name]", "book"));
        assertThat(reading.faults(2)).extracting(Fault::found).containsExactly("a number");
        assertThat(reading.faults(3)).extracting(Fault::field).containsExactly("phone");
        assertThat(reading.orders()).extracting(RawOrder::line).containsExactly(1L, 2L, 3L);
    }

    @Test
    void xml_is_read_in_the_partners_names_too() throws Exception {
        Mapping mapping = mapping("fields: {ref: no, bill_email: \"mail\"}\ngoods: [{good_name: sku}]\n");
        Reading reading = Reading.of(Format.XML.reader().with(mapping), """
                <orders>
                  <order><no>17</no><mail>a@x.com</mail><sku>course</sku></order>
                  <order><no>18</no><phone>1</phone></order>
                </orders>
                """);
        assertThat(reading.fields(1))
                .containsExactly(
                        entry("ref", "17"), entry("bill_email", "a@x.com"), entry("goods[0][good_name]", "course"));
        assertThat(reading.faults(2)).extracting(Fault::field).containsExactly("phone");
        assertThat(reading.orders()).extracting(RawOrder::line).containsExactly(2L, 3L);
    }

    @Test
    void a_workbook_is_read_in_the_partners_names_from_the_sheet_that_the_mapping_names() throws Exception {
        Path file = Files.write(
                folder.resolve("orders.xlsx"),
                Workbooks.of(List.of(
                                List.of("Order No", "Mail", "Article 1", "Price 1"),
                                List.of("W-1", "a@x.com", "course", "1.500,00"),
                                List.of("W-1", "a@x.com", "book", "")))
                        .bytes());
        List<Inspection.Inspected> orders = inspect(mapping("sheet: Orders\n" + SHOP), file);
        assertThat(orders).singleElement().satisfies(order -> {
            assertThat(order.ref()).isEqualTo("W-1");
            assertThat(order.sent().pairs())
                    .contains(entry("goods[0][good_sum]", "1500.00"), entry("goods[1][good_name]", "book"));
        });
        assertThatThrownBy(() -> inspect(mapping("sheet: Bestellungen\n" + SHOP), file))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("Bestellungen")
                .hasMessageContaining("Orders");
    }

    @Test
    void a_jq_expression_sees_each_row_of_a_table() throws Exception {
        Reading reading = csv(
                "jq: '{ref: .Nr, bill_email: .Mail, goods: (.Articles | split(\"+\") | map({good_name: .}))}'",
                "Nr,Mail,Articles\n1,a@x.com,course+book\n2,b@x.com,\n");
        assertThat(reading.fields(1))
                .containsExactly(
                        entry("ref", "1"),
                        entry("bill_email", "a@x.com"),
                        entry("goods[0][good_name]", "course"),
                        entry("goods[1][good_name]", "book"));
        assertThat(reading.faults(2)).singleElement().extracting(Fault::found).isEqualTo("an order in another shape");
    }

    @Test
    void faults_name_the_partners_field_beside_the_apis() throws Exception {
        assertThat(sentences(SHOP, "Order No,Mail,Article 1,Price 1\nW-1,nobody,,\"5,00\"\n"))
                .containsExactly(
                        "bill_email (from \"Mail\"): found \"nobody\", expected one e-mail address such as"
                                + " anna@example.com",
                        "goods[0][good_name] (from \"Article {n}\"): found nothing, expected the name of the product that"
                                + " has this price");
    }

    @Test
    void a_field_that_could_not_be_mapped_is_not_missed_as_well() throws Exception {
        String mapping = "fields: {bill_email: {from: Mail, values: {x: a@b.co}}}\ngoods: [{good_name: Art}]";
        assertThat(sentences(mapping, "Mail,Art\ny,course\n"))
                .containsExactly(
                        "bill_email (from \"Mail\"): found \"y\", expected one of the values of the mapping: x");
    }

    @Test
    void the_mapping_that_is_shipped_as_an_example_reads_the_document_beside_it() throws Exception {
        Mapping example =
                Mappings.read(Path.of("config/mappings")).named("example").orElseThrow();
        Path file = Path.of("config/mappings/example.csv");
        List<Inspection.Inspected> orders = inspect(example, file);
        assertThat(orders).extracting(order -> order.faults().isEmpty()).containsExactly(true, true, false, true);
        assertThat(orders.get(0).sent().pairs())
                .containsExactly(
                        entry("bill_email", "anna@example.com"),
                        entry("bill_first_name", "Anna"),
                        entry("bill_surname", "van der Berg"),
                        entry("bill_address", "Lange Gasse 5"),
                        entry("bill_postal_code", "89073"),
                        entry("bill_city", "Ulm"),
                        entry("bill_country", "Germany"),
                        entry("bill_created", "1705311000"),
                        entry("utm[utm_source]", "muster-gmbh"),
                        entry("goods[0][good_name]", "starter-kit"),
                        entry("goods[0][good_sum]", "1249.50"),
                        entry("goods[1][good_name]", "workbook"),
                        entry("goods[1][good_sum]", "30.00"),
                        entry("goods[2][good_name]", "gift-wrap"));
        assertThat(orders.get(2).faults())
                .extracting(Fault::field)
                .contains(
                        "bill_email",
                        "bill_country",
                        "bill_created",
                        "bill_city",
                        "bill_address",
                        "goods[0][good_name]",
                        "goods[0][good_sum]");
        assertThat(orders.get(3).ref()).isEqualTo("W-502");
        assertThat(orders.get(3).sent().pairs()).isEmpty();
    }

    private List<String> sentences(String yaml, String csv) throws Exception {
        Path file = Files.writeString(folder.resolve("orders.csv"), csv);
        return inspect(mapping(yaml), file).get(0).faults().stream()
                .map(Fault::sentence)
                .toList();
    }

    private static List<Inspection.Inspected> inspect(Mapping mapping, Path file) throws Exception {
        IntakeTerms terms =
                new IntakeTerms(IntakeSite.accounts(new AccountKey("main", false)), Leniency.NONE, Mappings.NONE);
        List<Inspection.Inspected> orders = new ArrayList<>();
        Inspection inspection = new Inspection(terms, null, mapping);
        inspection.read(inspection.content(file), orders::add);
        return orders;
    }

    private Reading csv(String yaml, String csv) throws Exception {
        return Reading.of(Format.CSV.reader().with(mapping(yaml)), csv);
    }

    private Mapping mapping(String yaml) throws Exception {
        Path mappings = Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(mappings.resolve("shop.yaml"), yaml);
        return Mappings.read(mappings).named("shop").orElseThrow();
    }
}
