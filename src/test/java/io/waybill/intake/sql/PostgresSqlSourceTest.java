package io.waybill.intake.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.PostgresServer;
import io.waybill.ledger.PostgresSettings;
import io.waybill.ledger.RetryLimits;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same with rows of a PostgreSQL, which can also go away. */
class PostgresSqlSourceTest extends SqlSourceTest {
    private static ShopDatabase shop;

    @Override
    ShopDatabase newDatabase() {
        PostgresServer server = PostgresServer.shared();
        if (shop == null) {
            server.execute("create database shop");
            shop = new ShopDatabase(server.url().replace("/postgres", "/shop"), server.user());
        }
        return shop;
    }

    @Test
    void of_many_gateways_one_looks_at_the_table_and_another_when_that_has_left() {
        PostgresSettings settings = PostgresServer.shared().schema("sql_turns", Duration.ofMinutes(1));
        SqlSettings source = SqlDoor.settings(database, folder, 100);
        try (Ledger a = node(settings, "a");
                Ledger b = node(settings, "b")) {
            SqlPolls ours = new SqlPolls(source, a, new SqlWatch("shop", Clock.systemUTC()));
            SqlPolls others = new SqlPolls(source, b, new SqlWatch("shop", Clock.systemUTC()));
            assertThat(ours.begin(null, null)).isTrue();
            assertThat(others.begin(null, null)).isFalse();
            assertThat(ours.begin(null, null)).isTrue();
            ours.letGo();
            assertThat(others.begin(null, null)).isTrue();
            assertThat(ours.begin(null, null)).isFalse();
        }
    }

    private Ledger node(PostgresSettings settings, String name) {
        return Ledger.open(
                settings, name, folder.resolve(name), folder, Clock.systemUTC(), tries -> 100, RetryLimits.NONE);
    }

    @Test
    void while_the_database_is_away_nothing_is_lost_and_it_goes_on_by_itself() {
        PostgresServer server = PostgresServer.shared();
        takes_orders_again_after(
                () -> server.execute(
                        "alter database shop allow_connections false",
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'shop'"),
                () -> server.execute("alter database shop allow_connections true"));
    }
}
