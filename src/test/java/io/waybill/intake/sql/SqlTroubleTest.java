package io.waybill.intake.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.intake.IntakeHeaders;
import io.waybill.intake.mapping.Mappings;
import io.waybill.ledger.Draft;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rows that are not as they should be, or come again, and statements that fail. */
class SqlTroubleTest extends SqlDoorTestBase {
    @Test
    void a_bad_row_is_an_invalid_order_and_stops_no_other() {
        order(1, "anna@example.com");
        order(2, "nobody");
        database.execute("insert into shop_order (id) values (3)");
        order(4, "bob@example.com");
        open();
        awaitTaken();
        assertThat(site.states())
                .containsExactlyInAnyOrder("S-1 accepted", "S-2 invalid", "S-3 invalid", "S-4 accepted");
        awaitRows("select id, state from shop_order order by id", "1 null", "2 invalid", "3 invalid", "4 null");
        assertThat(database.rows("select reason from shop_order where id = 2").get(0))
                .contains("shop 2")
                .contains("bill_email: found \"nobody\"");
        assertThat(door.concerns()).isEmpty();
    }

    @Test
    void a_partners_columns_are_read_by_a_mapping_that_faults_name() throws Exception {
        Path mappings = Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(mappings.resolve("webshop.yaml"), """
                zone: Europe/Berlin
                fields:
                  ref: number
                  bill_email: mail
                  bill_created: { from: ordered_at, date: iso }
                goods:
                  - good_name: article
                """);
        door.query(
                "poll.sql",
                "select id, 'W' || id as number, email as mail, item as article, made as ordered_at from shop_order"
                        + " where taken_at is null order by id");
        database.execute("insert into shop_order (id, email, item, made) values"
                + " (1, 'anna@example.com', 'course', timestamp '2024-05-01 12:00:00')");
        order(2, "nobody");
        SqlSettings plain = SqlDoor.settings(database, folder.resolve("queries"), 100);
        SqlSettings mapped = new SqlSettings(
                plain.name(),
                plain.url(),
                plain.user(),
                null,
                plain.key(),
                "main",
                "webshop",
                plain.poll(),
                plain.maxRows(),
                plain.connections(),
                plain.queries());
        door.open(site, mapped, Mappings.read(mappings));
        awaitTaken();
        assertThat(site.states()).containsExactlyInAnyOrder("W1 accepted", "W2 invalid");
        assertThat((String) ledger.one("select query from order_content where ref = 'W1'"))
                .containsPattern("bill_created=17145\\d{5}");
        assertThat((String) ledger.one("select reason from outcome")).contains("(from \"mail\")");
    }

    @Test
    void a_database_that_was_put_back_from_a_copy_is_told_its_outcomes_again() {
        order(1, "anna@example.com");
        open();
        awaitTaken();
        ledger.end(Verdicts.confirmed(71L));
        awaitRows(OUTCOMES, "1 confirmed 71 0");
        database.execute("update shop_order set taken_at = null, state = null, invoice = null");
        awaitTaken();
        awaitRows("select id, state, invoice from shop_order", "1 confirmed 71");
        assertThat(site.states()).hasSize(1);
    }

    @Test
    void a_changed_row_is_judged_by_its_identity() {
        order(1, "anna@example.com");
        order(2, "wrong@example.com");
        open();
        awaitTaken();
        ledger.sent(Draft.MAIN, Verdicts.rejected(604));
        awaitRows(OUTCOMES, "1 rejected null 604", "2 rejected null 604");

        database.execute("update shop_order set email = 'right@example.com', taken_at = null where id = 2");
        awaitTaken();
        assertThat(site.states()).containsExactlyInAnyOrder("S-1 rejected", "S-2 rejected", "S-2 accepted");
        ledger.end(Verdicts.confirmed(72L));
        awaitRows(OUTCOMES, "1 rejected null 604", "2 confirmed 72 0");

        database.execute("update shop_order set email = 'other@example.com', taken_at = null where id = 2");
        awaitTaken();
        awaitRows("select state from shop_order where id = 2", "conflict");
        assertThat(site.states()).contains("S-2 conflict");
    }

    @Test
    void a_mark_that_marks_no_row_is_told_and_keeps_nobody_out() {
        door.query("taken.sql", TAKEN + " and id > 3");
        for (int i = 1; i <= 9; i++) {
            order(i, "anna@example.com");
        }
        door.open(site, SqlDoor.settings(database, folder.resolve("queries"), 3), Mappings.NONE);
        await().until(() -> site.states().size() == 9);
        await().until(() -> database.rows("select id from shop_order where taken_at is null")
                .equals(List.of("1", "2", "3")));
        await().untilAsserted(() -> assertThat(door.concerns())
                .singleElement()
                .asString()
                .contains("is taken, but taken.sql marked no row")
                .contains("and so with 2 more"));
        assertThat(site.states()).hasSize(9);
    }

    @Test
    void an_outcome_that_changes_is_stored_anew() {
        order(1, "anna@example.com");
        open();
        awaitTaken();
        ledger.end(Verdicts.rejected(604));
        awaitRows(OUTCOMES, "1 rejected null 604");
        String reference = (String) ledger.one("select reference from order_content");
        Ledger.await(ledger.ledger().replay(reference, ANNA));
        ledger.end(Verdicts.confirmed(71L));
        awaitRows(OUTCOMES, "1 confirmed 71 0");
    }

    @Test
    void rows_that_cannot_be_told_apart_are_told_and_not_taken() {
        database.execute("insert into shop_order (id, email) values (1, 'a@example.com')");
        door.query("poll.sql", "select cast(null as bigint) as id, email as bill_email from shop_order");
        open();
        await().until(() -> door.concerns().stream().anyMatch(it -> it.contains("without a value in a key column")));
        door.close();
        door = door().query("poll.sql", "select email as bill_email from shop_order");
        open();
        await().until(() -> door.concerns().stream().anyMatch(it -> it.contains("poll.sql gives no column id")));
        assertThat(site.states()).isEmpty();
    }

    @Test
    void a_source_without_outcome_sql_asks_for_nothing() throws Exception {
        Files.delete(folder.resolve("queries/outcome.sql"));
        order(1, "anna@example.com");
        open();
        awaitTaken();
        assertThat(ledger.rows("select * from source_reply")).isEmpty();
    }

    @Test
    void a_row_that_intake_could_not_take_is_not_marked_and_is_taken_when_it_can_be() {
        AtomicBoolean full = new AtomicBoolean(true);
        door.before(exchange -> {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
        });
        for (int i = 1; i <= 20; i++) {
            order(i, "anna@example.com");
        }
        open();
        await().until(() ->
                door.concerns().stream().anyMatch(it -> it.contains("could not be taken: No space left on device")));
        assertThat(database.rows("select count(*) from shop_order where taken_at is null"))
                .containsExactly("20");
        full.set(false);
        awaitTaken();
        assertThat(site.states()).hasSize(20).doesNotHaveDuplicates();
        await().until(() -> door.concerns().isEmpty());
    }

    @Test
    void rows_that_intake_cannot_take_keep_no_others_out() {
        door.before(exchange -> {
            String name = exchange.getMessage().getHeader(IntakeHeaders.NAME, String.class);
            if (name.matches("shop [1-5]")) {
                throw new IOException("cannot be read");
            }
        });
        for (int i = 1; i <= 9; i++) {
            order(i, "anna@example.com");
        }
        SqlSettings settings = SqlDoor.settings(database, folder.resolve("queries"), 100);
        door.open(site, oneAtATime(settings), Mappings.NONE);
        awaitRows("select id from shop_order where taken_at is null order by id", "1", "2", "3", "4", "5");
        assertThat(site.states()).hasSize(4);
    }

    private static SqlSettings oneAtATime(SqlSettings settings) {
        return new SqlSettings(
                settings.name(),
                settings.url(),
                settings.user(),
                null,
                settings.key(),
                null,
                null,
                settings.poll(),
                settings.maxRows(),
                2,
                settings.queries());
    }

    @Test
    void an_outcome_that_is_stored_nowhere_is_told_and_tried_again() {
        door.query("outcome.sql", OUTCOME.replace(":#id", ":#id + 1"));
        order(1, "anna@example.com");
        open();
        awaitTaken();
        ledger.end(Verdicts.confirmed(71L));
        await().until(() -> failures() > 0);
        assertThat(ledger.one("select failure from source_reply")).isEqualTo("outcome.sql changed no row for id=1");
        order(2, "bob@example.com");
        await().until(() -> failures() == 0);
        assertThat(database.rows("select state from shop_order where id = 2")).containsExactly("confirmed");
    }
}
