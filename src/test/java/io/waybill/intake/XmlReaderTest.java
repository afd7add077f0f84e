package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.FieldRule;
import io.waybill.order.Leniency;
import io.waybill.order.OrderRules;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;

class XmlReaderTest {
    private static final String WHOLE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <orders xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="orders.xsd">
              <!-- one order of two products -->
              <order>
                <ref>A-1</ref>
                <bill_email>anna@example.com</bill_email>
                <bill_comment><![CDATA[Tom & ]]>Anna&#10;&lt;3</bill_comment>
                <bill_phone/>
                <goods>
                  <good><good_name>course</good_name><good_sum>1500.00</good_sum></good>
                  <good><good_name>book</good_name></good>
                </goods>
                <utm><utm_source>newsletter</utm_source></utm>
              </order>
              <order>
                <operation>DeleteOrder</operation>
                <ref>A-0</ref>
              </order>
            </orders>
            """;

    private final DocumentReader reader = Format.XML.reader();

    @Test
    void elements_are_fields_named_as_the_api_names_them() throws Exception {
        Reading reading = Reading.of(reader, WHOLE);
        assertThat(reading.end()).isEqualTo(DocumentReader.End.WELL_FORMED);
        assertThat(reading.orders())
                .allSatisfy(order -> assertThat(OrderRules.judge(order.fields(), order.faults(), Leniency.NONE)
                                .faults())
                        .isEmpty());
        assertThat(reading.orders().get(0).fields())
                .containsExactly(
                        Map.entry("ref", "A-1"),
                        Map.entry("bill_email", "anna@example.com"),
                        Map.entry("bill_comment", "Tom & Anna\n<3"),
                        Map.entry("goods[0][good_name]", "course"),
                        Map.entry("goods[0][good_sum]", "1500.00"),
                        Map.entry("goods[1][good_name]", "book"),
                        Map.entry("utm[utm_source]", "newsletter"));
        assertThat(reading.orders()).extracting(RawOrder::line).containsExactly(4L, 15L);
    }

    @Test
    void the_schema_in_the_jar_takes_what_the_reader_takes_and_is_the_one_in_the_docs() throws Exception {
        byte[] schema = XmlReaderTest.class
                .getResourceAsStream("/io/waybill/intake/xml/orders.xsd")
                .readAllBytes();
        assertThat(Files.readAllBytes(Path.of("docs/orders.xsd"))).isEqualTo(schema);
        String text = new String(schema, StandardCharsets.UTF_8);
        assertThat(FieldRule.all())
                .allSatisfy(rule ->
                        assertThat(text).contains("name=\"" + rule.name().replaceAll(".*\\[|]", "") + "\""));
        Validator validator = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(text)))
                .newValidator();
        validator.validate(new StreamSource(new StringReader(WHOLE)));
        validator.validate(new StreamSource(new StringReader("<order><ref>A-1</ref></order>")));
    }

    @Test
    void a_ubl_order_is_read_as_the_table_in_the_docs_says() throws Exception {
        Reading reading = Reading.of(
                reader,
                XmlReaderTest.class
                        .getResourceAsStream("/io/waybill/intake/ubl-order.xml")
                        .readAllBytes());
        assertThat(reading.faults(1)).isEmpty();
        assertThat(OrderRules.judge(reading.orders().get(0).fields(), List.of(), Leniency.NONE)
                        .faults())
                .isEmpty();
        assertThat(reading.orders().get(0).fields())
                .containsExactlyInAnyOrder(
                        Map.entry("ref", "AEG012345"),
                        Map.entry("bill_email", "fred@iytcorporation.example"),
                        Map.entry("bill_first_name", "Fred"),
                        Map.entry("bill_middle_name", "A."),
                        Map.entry("bill_surname", "Churchill"),
                        Map.entry("bill_phone", "0127 2653214"),
                        Map.entry("bill_country", "United Kingdom"),
                        Map.entry("bill_region", "Avon"),
                        Map.entry("bill_city", "Bridgtow"),
                        Map.entry("bill_postal_code", "ZZ99 1ZZ"),
                        Map.entry("bill_address", "Avon Way, 56A, 3rd Floor, Room 5"),
                        Map.entry("bill_comment", "sample\nring twice"),
                        Map.entry("goods[0][good_name]", "course"),
                        Map.entry("goods[0][good_sum]", "1500.00"),
                        Map.entry("goods[1][good_name]", "book"));
    }

    @Test
    void names_without_end_do_not_fill_the_memory() throws Exception {
        StringBuilder text = new StringBuilder("<orders><order><ref>A-1</ref></order>");
        for (int i = 0; i < 10_100; i++) {
            text.append("<n").append(i).append("/>");
        }
        List<RawOrder> orders = new java.util.ArrayList<>();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> reader.read(
                        new java.io.ByteArrayInputStream(
                                text.append("</orders>").toString().getBytes(StandardCharsets.UTF_8)),
                        orders::add))
                .isInstanceOf(BrokenDocumentException.class)
                .hasMessageContaining("different names");
        assertThat(orders.get(0).faults()).isEmpty();
    }
}
