package io.waybill.intake.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.intake.IntakeSite;
import io.waybill.ledger.Act;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A table of orders, and a door that takes them, up to the ledger; the tests settle them. */
abstract class SqlDoorTestBase {
    static final Act ANNA = new Act("anna", "mended");
    static final String POLL = """
            -- what is not taken yet
            select id, 'S-' || id as ref, email as bill_email, item as good_name, price as good_sum,
              note as bill_comment, made as bill_created
            from shop_order
            where taken_at is null order by id
            """;
    static final String TAKEN = "update shop_order set taken_at = current_timestamp where id = :#id";
    static final String OUTCOME = """
            update shop_order set state = :#waybill_state, invoice = :#waybill_bill_id, code = :#waybill_code,
              reason = :#waybill_reason, settled = :#waybill_settled_at
            where id = :#id
            """;
    static final String OUTCOMES = "select id, state, invoice, code from shop_order order by id";

    @TempDir
    Path folder;

    ShopDatabase database;
    IntakeSite site;
    LedgerSite ledger;
    SqlDoor door;

    ShopDatabase newDatabase() {
        return ShopDatabase.h2();
    }

    @BeforeEach
    final void make() {
        database = newDatabase();
        database.execute(
                "drop table if exists shop_item",
                "drop table if exists shop_order",
                "create table shop_order (id bigint primary key, email varchar(100), item varchar(50),"
                        + " price decimal(10,2), note varchar(200), made timestamp, taken_at timestamp,"
                        + " state varchar(20), invoice bigint, code integer, reason varchar(1000), settled timestamp)");
        site = new IntakeSite(folder);
        ledger = site.ledger();
        door = door();
    }

    @AfterEach
    final void end() {
        door.close();
        site.close();
    }

    SqlDoor door() {
        return new SqlDoor(folder.resolve("queries"))
                .query("poll.sql", POLL)
                .query("taken.sql", TAKEN)
                .query("outcome.sql", OUTCOME);
    }

    final void open() {
        door.open(site, database);
    }

    /** How many replies fail, a second later. */
    final int failures() {
        ((ManualClock) ledger.ledger().clock()).advance(Duration.ofSeconds(1));
        return ledger.rows("select 1 from source_reply where failing_since is not null")
                .size();
    }

    final void order(int id, String email) {
        database.execute("insert into shop_order (id, email, item) values (" + id + ", '" + email + "', 'course')");
    }

    final void awaitTaken() {
        awaitRows("select id from shop_order where taken_at is null");
    }

    final void awaitRows(String sql, String... expected) {
        await().untilAsserted(() -> assertThat(database.rows(sql)).containsExactly(expected));
    }
}
