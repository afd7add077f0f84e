package io.waybill.intake.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.intake.mapping.Mappings;
import io.waybill.ledger.Draft;
import io.waybill.ledger.Verdicts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that are rows of a business's own database: taken once, marked, and told what became of them. */
class SqlSourceTest extends SqlDoorTestBase {
    @Test
    void a_row_is_taken_and_marked_and_its_outcome_is_stored() {
        order(1, "anna@example.com");
        open();
        awaitTaken();
        assertThat(site.states()).containsExactly("S-1 accepted");
        assertThat(database.rows(OUTCOMES)).containsExactly("1 null null null");
        ledger.end(Verdicts.confirmed(71L));
        awaitRows(OUTCOMES, "1 confirmed 71 0");
        assertThat(database.rows("select settled from shop_order")).doesNotContain("null");
        assertThat(door.concerns()).isEmpty();

        order(2, "bob@example.com");
        awaitTaken();
        ledger.end(Verdicts.rejected(604));
        awaitRows(OUTCOMES, "1 confirmed 71 0", "2 rejected null 604");
    }

    @Test
    void texts_are_exactly_what_the_database_has_and_times_are_unix_time() {
        database.execute("insert into shop_order (id, email, item, price, note, made) values"
                + " (1, 'anna@example.com', 'course', 600.00, 'says \"hi\", & goes', timestamp '2024-05-01 12:00:00')");
        open();
        awaitTaken();
        assertThat((String) ledger.one("select query from order_content"))
                .contains("bill_email=anna%40example.com")
                .contains("&goods%5B0%5D%5Bgood_name%5D=course&goods%5B0%5D%5Bgood_sum%5D=600.00")
                .contains("says+%22hi%22%2C+%26+goes")
                .containsPattern("bill_created=17145\\d{5}&|bill_created=17145\\d{5}$");
    }

    @Test
    void adjacent_rows_of_one_key_are_one_order_however_few_are_read_at_a_time() {
        database.execute("create table shop_item (order_id bigint, line integer, item varchar(50))");
        for (int order = 1; order <= 12; order++) {
            order(order, "anna@example.com");
            for (int line = 1; line <= 3; line++) {
                database.execute("insert into shop_item values (" + order + ", " + line + ", 'item-" + line + "')");
            }
        }
        door.query(
                "poll.sql",
                "select o.id, o.email as bill_email, i.item as good_name from shop_order o"
                        + " join shop_item i on i.order_id = o.id where o.taken_at is null order by o.id, i.line");
        door.open(site, SqlDoor.settings(database, folder.resolve("queries"), 7), Mappings.NONE);
        awaitTaken();
        List<String> queries = ledger.rows("select query from order_content").stream()
                .map(row -> row.get(0).toString())
                .toList();
        assertThat(queries)
                .hasSize(12)
                .allSatisfy(query -> assertThat(query).contains("%5B0%5D", "item-1", "%5B2%5D", "item-3"));
        assertThat(door.concerns()).isEmpty();
    }

    @Test
    void a_row_that_was_taken_and_not_marked_is_not_taken_twice_after_a_restart() {
        door.query("taken.sql", "update no_such_table set taken_at = current_timestamp where id = :#id");
        order(1, "anna@example.com");
        order(2, "bob@example.com");
        open();
        await().until(() -> site.states().size() == 2);
        await().until(() -> door.concerns().stream().anyMatch(it -> it.contains("could not be marked")));
        door.close();
        ledger.sent(Draft.MAIN, Verdicts.rejected(604));

        door = door();
        open();
        awaitTaken();
        assertThat(site.states()).containsExactlyInAnyOrder("S-1 rejected", "S-2 rejected");
        awaitRows(OUTCOMES, "1 rejected null 604", "2 rejected null 604");
        await().until(() -> door.concerns().isEmpty());
    }

    @Test
    void two_pollers_take_each_row_once() {
        for (int i = 1; i <= 60; i++) {
            order(i, "anna@example.com");
        }
        try (SqlDoor second = new SqlDoor(folder.resolve("queries"))) {
            open();
            second.open(site, database);
            awaitTaken();
            assertThat(site.states()).hasSize(60).doesNotHaveDuplicates();
            await().until(() -> door.concerns().isEmpty() && second.concerns().isEmpty());
        }
    }

    @Test
    void an_outcome_that_cannot_be_stored_is_tried_until_it_can() {
        order(1, "anna@example.com");
        database.execute("alter table shop_order add constraint odd check (invoice <> 71)");
        open();
        awaitTaken();
        ledger.end(Verdicts.confirmed(71L));
        await().until(() -> failures() > 0);
        database.execute("alter table shop_order drop constraint odd");
        awaitRows(OUTCOMES, "1 confirmed 71 0");
        await().until(() -> failures() == 0);
    }

    final void takes_orders_again_after(Runnable down, Runnable up) {
        order(1, "anna@example.com");
        open();
        awaitTaken();
        down.run();
        await().until(() -> door.concerns().stream().anyMatch(it -> it.contains("no orders can be taken since")));
        ledger.end(Verdicts.confirmed(71L));
        up.run();
        order(2, "bob@example.com");
        awaitTaken();
        failures();
        await().until(() -> {
            failures();
            return database.rows(OUTCOMES).equals(List.of("1 confirmed 71 0", "2 null null null"));
        });
        await().until(() -> door.concerns().isEmpty());
    }
}
