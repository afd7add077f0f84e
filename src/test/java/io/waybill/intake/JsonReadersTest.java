package io.waybill.intake;

import static io.waybill.intake.DocumentReader.End.UNTERMINATED;
import static io.waybill.intake.DocumentReader.End.WELL_FORMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReadersTest {
    private final JsonReader json = new JsonReader();
    private final JsonLinesReader lines = new JsonLinesReader();

    @Test
    void an_object_is_one_order() throws Exception {
        Reading reading = Reading.of(json, """

                {"operation": "CreateOrder", "ref": 1001, "bill_email": "a@x.com",
                 "goods": [{"good_name": "course", "good_sum": 1500.50}, {"good_name": "book"}],
                 "bill_timer_kill": true, "bill_phone": null,
                 "utm": {"utm_source": "x"}, "utm[utm_medium]": "cpc"}
                """);
        assertThat(reading.end()).isEqualTo(WELL_FORMED);
        assertThat(reading.orders()).hasSize(1);
        assertThat(reading.orders().get(0).line()).isEqualTo(2);
        assertThat(reading.fields(1))
                .containsExactly(
                        entry("operation", "CreateOrder"),
                        entry("ref", "1001"),
                        entry("bill_email", "a@x.com"),
                        entry("goods[0][good_name]", "course"),
                        entry("goods[0][good_sum]", "1500.5"),
                        entry("goods[1][good_name]", "book"),
                        entry("bill_timer_kill", "1"),
                        entry("utm[utm_source]", "x"),
                        entry("utm[utm_medium]", "cpc"));
    }

    @Test
    void a_list_is_many_orders_with_the_lines_they_begin_on() throws Exception {
        Reading reading = Reading.of(json, "\uFEFF[{\"ref\":\"A\"},\r\n{\"ref\":\r\"]}\\\"{\"}, 7,\n\n [[{}]]]\r\n");
        assertThat(reading.end()).isEqualTo(WELL_FORMED);
        assertThat(reading.orders()).extracting(RawOrder::position).containsExactly(1, 2, 3, 4);
        assertThat(reading.orders()).extracting(RawOrder::line).containsExactly(1L, 2L, 3L, 5L);
        assertThat(reading.fields(2)).containsExactly(entry("ref", "]}\"{"));
        assertThat(reading.faults(3))
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence()).contains("a number"));
    }

    @Test
    void a_syntax_error_is_told_with_its_line() {
        assertThatThrownBy(() -> Reading.of(json, "[\n{\"ref\": \"A\"},\n{\"ref\": \"B\",\n \"x\": tru}\n]"))
                .isInstanceOfSatisfying(
                        BrokenDocumentException.class, e -> assertThat(e.line()).isEqualTo(4));
        assertThatThrownBy(() -> Reading.of(json, "{\"ref\": \"A\",\n}"))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageStartingWith("Line 2: found what is not JSON");
    }

    @Test
    void a_line_is_an_order_whatever_its_neighbours_are() throws Exception {
        Reading reading =
                Reading.of(lines, "\uFEFF{\"ref\":\"A\"}\r\n  \n{\"ref\":\"B\"\n{\"ref\":\"C\"}\r{\"ref\":\"D\"}");
        assertThat(reading.end()).isEqualTo(UNTERMINATED);
        assertThat(reading.orders()).extracting(RawOrder::position).containsExactly(1, 2, 3, 4);
        assertThat(reading.orders()).extracting(RawOrder::line).containsExactly(1L, 3L, 4L, 5L);
        assertThat(reading.orders().stream().map(order -> order.faults().size()))
                .containsExactly(0, 1, 0, 0);
        assertThat(reading.fields(4)).containsExactly(entry("ref", "D"));
    }

    @Test
    void lines_end_well_behind_a_line_break() throws Exception {
        assertThat(Reading.of(lines, "{\"ref\":\"A\"}\n").end()).isEqualTo(WELL_FORMED);
        assertThat(Reading.of(lines, "{\"ref\":\"A\"}\n ").end()).isEqualTo(UNTERMINATED);
    }

    @Test
    void a_boolean_is_no_reference_but_the_number_one_is() throws Exception {
        assertThat(Reading.of(lines, "{\"ref\": 1, \"request_id\": \"0\"}\n").faults(1))
                .isEmpty();
        assertThat(Reading.of(lines, "{\"x\": {\"ref\": true}, \"ref\": 1, \"request_id\": false}\n")
                        .faults(1))
                .extracting("field")
                .isEqualTo(List.of("request_id"));
    }
}
