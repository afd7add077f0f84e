package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway takes orders from a database that is away at its start, and is killed on the way. */
class SqlIT {
    private static final int ORDERS = 30;

    @TempDir
    Path folder;

    private Server server;
    private int port;
    private FarEnd farEnd;
    private Site site;

    @BeforeEach
    void configure() throws Exception {
        serve();
        execute("create table shop_order (id bigint primary key, email varchar(100), taken boolean, state varchar(20),"
                + " invoice bigint)");
        farEnd = FarEnd.start("key");
        site = new Site(folder, farEnd)
                .set("waybill.sql.shop.url", url())
                .set("waybill.sql.shop.user", "sa")
                .set("waybill.sql.shop.key", "id")
                .set("waybill.sql.shop.poll", "200ms");
        Path queries = Files.createDirectories(site.configure().resolve("sql/shop"));
        Files.writeString(
                queries.resolve("poll.sql"),
                "select id, 'S' || id as ref, email as bill_email, 'course' as good_name from shop_order"
                        + " where taken is null order by id");
        Files.writeString(queries.resolve("taken.sql"), "update shop_order set taken = true where id = :#id");
        Files.writeString(
                queries.resolve("outcome.sql"),
                "update shop_order set state = :#waybill_state, invoice = :#waybill_bill_id where id = :#id");
    }

    @AfterEach
    void stop() {
        farEnd.close();
        server.stop();
    }

    private void serve() throws SQLException {
        server = Server.createTcpServer(
                        "-tcpPort", Integer.toString(port), "-ifNotExists", "-baseDir", folder.toString())
                .start();
        port = server.getPort();
    }

    @Test
    void every_row_becomes_one_order_and_is_told_its_invoice() throws Exception {
        for (int i = 1; i <= ORDERS; i++) {
            execute("insert into shop_order (id, email) values (" + i + ", 'anna@example.com')");
        }
        execute("insert into shop_order (id, email) values (0, 'nobody')");
        server.stop();
        try (WaybillProcess gateway = site.start()) {
            assertThat(gateway.log())
                    .contains("sql      shop, jdbc:h2:tcp://127.0.0.1:" + port + "/./shop, every 200 ms");
            serve();
            Patience.until("some are told", () -> number("select count(*) from shop_order where invoice > 0") > 3);
            gateway.kill();
        }
        try (WaybillProcess gateway = site.start()) {
            Patience.until("all are told", () -> number("select count(*) from shop_order where state is null") == 0);
            assertThat(number("select count(*) from shop_order where state = 'invalid' and id = 0"))
                    .isEqualTo(1);
            assertThat(number("select count(distinct invoice) from shop_order where state = 'confirmed'"))
                    .isEqualTo(ORDERS);
            assertThat(farEnd.books().byTag()).hasSize(ORDERS);
            assertThat(gateway.complaints()).allMatch(complaint -> complaint.contains("in doubt"));
        }
    }

    private String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./shop";
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<Long> numbers = new ArrayList<>();
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
            return numbers.get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
