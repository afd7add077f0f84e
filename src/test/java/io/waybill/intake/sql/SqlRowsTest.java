package io.waybill.intake.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the rows of a query are: which belong together, what their values are as texts, and what tells them apart. */
class SqlRowsTest {
    private static final int MANY = 100;

    // ---- orders

    @Test
    void adjacent_rows_of_one_key_are_one_order() throws Exception {
        SqlRows rows = SqlRows.of(rows(1, 1, 2, 3, 3, 3), List.of("id"), MANY);
        assertThat(rows.orders()).extracting(order -> order.key().text()).containsExactly("id=1", "id=2", "id=3");
        assertThat(rows.orders()).extracting(order -> order.rows().size()).containsExactly(2, 1, 3);
        assertThat(rows.full()).isFalse();
        assertThat(rows.trouble()).isNull();
    }

    @Test
    void an_order_that_the_limit_may_have_cut_is_left_for_the_next_look() throws Exception {
        SqlRows rows = SqlRows.of(rows(1, 2, 2), List.of("id"), 3);
        assertThat(rows.orders()).extracting(order -> order.key().text()).containsExactly("id=1");
        assertThat(rows.full()).isTrue();
        assertThat(SqlRows.of(rows(1), List.of("id"), 1).orders()).hasSize(1);
        assertThatThrownBy(() -> SqlRows.of(rows(2, 2, 2), List.of("id"), 3))
                .hasMessageContaining("the order id=2 has 3 rows or more: raise max-rows");
    }

    @Test
    void rows_that_are_not_sorted_are_not_taken_lest_a_part_of_an_order_is() {
        assertThatThrownBy(() -> SqlRows.of(rows(1, 2, 1), List.of("id"), MANY))
                .hasMessageContaining("the rows of id=1 do not follow one another: sort poll.sql");
    }

    @Test
    void a_row_without_a_key_is_left_out() throws Exception {
        List<Map<String, Object>> some = rows(1, 2);
        some.add(1, row("id", null));
        SqlRows rows = SqlRows.of(some, List.of("id"), MANY);
        assertThat(rows.orders()).hasSize(2);
        assertThat(rows.trouble()).contains("without a value in a key column (id)");
    }

    @Test
    void a_key_may_have_several_columns() throws Exception {
        List<Map<String, Object>> some =
                new ArrayList<>(List.of(row("shop", "a", "id", 1L), row("shop", "b", "id", 1L)));
        assertThat(SqlRows.of(some, List.of("shop", "id"), MANY).orders())
                .extracting(order -> order.key().text())
                .containsExactly("shop=a id=1", "shop=b id=1");
    }

    // ---- keys

    @Test
    void a_key_outlives_a_restart_with_the_types_of_its_values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", 17L);
        values.put("no", "A-\"17\"");
        values.put("part", new BigDecimal("1.50"));
        values.put("guid", UUID.fromString("00000000-0000-0001-0000-000000000002"));
        values.put("at", Timestamp.from(Instant.parse("2024-05-01T10:00:00.123456Z")));
        RowKey key = new RowKey(values);
        assertThat(RowKey.parse(key.json())).isEqualTo(key);
        assertThat(RowKey.parse(new RowKey(Map.of("id", 17)).json())).isEqualTo(new RowKey(Map.of("id", 17L)));
    }

    // ---- texts

    @Test
    void values_are_texts_as_the_database_has_them() {
        RowText text = new RowText(ZoneId.of("Europe/Berlin"));
        assertThat(text.of("x", null)).isNull();
        assertThat(text.of("x", " a ")).isEqualTo(" a ");
        assertThat(text.of("x", new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(text.of("x", new BigDecimal("1500.00"))).isEqualTo("1500.00");
        assertThat(text.of("x", 1500.0)).isEqualTo("1500");
        assertThat(text.of("x", 0.1f)).isEqualTo("0.1");
        assertThat(text.of("x", Double.NaN)).isEqualTo("NaN");
        assertThat(text.of("x", 7L)).isEqualTo("7");
        assertThat(text.of("x", true)).isEqualTo("true");
        assertThat(text.of("x", new byte[] {1, (byte) 0xFF})).isEqualTo("01ff");
    }

    @Test
    void times_are_unix_time_where_the_field_is_one() {
        RowText text = new RowText(ZoneId.of("Europe/Berlin"));
        Instant noon = Instant.parse("2024-05-01T10:00:00Z");
        long unix = noon.getEpochSecond();
        assertThat(text.of("bill_created", Timestamp.from(noon))).isEqualTo(Long.toString(unix));
        assertThat(text.of("bill_created", LocalDateTime.parse("2024-05-01T12:00:00")))
                .isEqualTo(Long.toString(unix));
        assertThat(text.of("bill_created", OffsetDateTime.parse("2024-05-01T11:00:00+01:00")))
                .isEqualTo(Long.toString(unix));
        assertThat(text.of("bill_created", LocalDate.parse("2024-05-01"))).isEqualTo(Long.toString(unix - 12 * 3600));
        assertThat(text.of("ordered_at", Timestamp.from(noon))).isEqualTo("2024-05-01T12:00:00+02:00");
        assertThat(text.of("ordered_at", LocalDate.parse("2024-05-01"))).isEqualTo("2024-05-01");
    }

    @Test
    void a_key_column_that_means_nothing_is_not_part_of_the_order() {
        RowsBody body = new RowsBody(List.of("id", "ref"), "ref"::equals, new RowText(ZoneId.of("UTC")));
        Map<String, Object> row = row("ID", 1L, "REF", "A", "bill_email", null, "Mixed", "x,\"y\"\nz");
        assertThat(new String(body.of(List.of(row)), StandardCharsets.UTF_8))
                .isEqualTo("\"ref\",\"bill_email\",\"Mixed\"\n\"A\",\"\",\"x,\"\"y\"\"\nz\"\n");
    }

    private static List<Map<String, Object>> rows(long... ids) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (long id : ids) {
            rows.add(row("id", id));
        }
        return rows;
    }

    private static Map<String, Object> row(Object... columns) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i += 2) {
            row.put((String) columns[i], columns[i + 1]);
        }
        return row;
    }
}
