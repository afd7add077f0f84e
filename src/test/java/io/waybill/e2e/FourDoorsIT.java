package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One gateway with all its doors open: an order is the same order whichever it comes through, and once through each. */
class FourDoorsIT {
    private static final List<String> DOORS = List.of("folder", "mail", "rest", "sql");

    @TempDir
    Path folder;

    private Site site;
    private GreenMail mail;
    private RestDoor rest;

    @Test
    void an_order_goes_through_every_door_and_comes_twice_through_none() throws Exception {
        mail = new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        mail.start();
        try (FarEnd farEnd = FarEnd.start("key")) {
            configure(farEnd);
            try (WaybillProcess gateway = site.start()) {
                rest = new RestDoor(site, gateway, "web");
                handInByAll();
                List<Outcome> receipts = site.filed().await(DOORS.size());
                assertThat(receipts).allMatch(Outcome::confirmed);
                Map<String, Outcome> byDoor = receipts.stream()
                        .collect(Collectors.toMap(receipt -> source(receipt, "kind"), Function.identity()));
                assertThat(byDoor).containsOnlyKeys(DOORS);
                byDoor.forEach((door, receipt) -> assertThat(receipt.ref()).isEqualTo(ref(door)));
                Patience.until("the row is told", () -> row("outcome") != null);
                assertThat(row("invoice")).isEqualTo(byDoor.get("sql").billId().toString());

                handInByAllAgain();

                assertThat(site.filed().await(DOORS.size())).hasSize(DOORS.size());
                assertThat(farEnd.books().emails())
                        .containsExactlyInAnyOrderElementsOf(DOORS.stream()
                                .map(door -> Orders.email(ref(door)))
                                .toList());
                assertThat(farEnd.created()).isEqualTo(DOORS.size());
            }
        } finally {
            mail.stop();
        }
    }

    private static String source(Outcome receipt, String name) {
        return receipt.json().path("source").path(name).asText();
    }

    private static String ref(String door) {
        return door + "-1";
    }

    private void configure(FarEnd farEnd) throws Exception {
        mail.setUser("orders@shop.example", "orders", "secret");
        execute("create table shop_order (id integer primary key, ref, email, taken, outcome, invoice)");
        site = new Site(folder, farEnd)
                .set("waybill.rest.port", 0)
                .set("waybill.mail.orders.host", "127.0.0.1")
                .set("waybill.mail.orders.port", mail.getImap().getPort())
                .set("waybill.mail.orders.security", "plain")
                .set("waybill.mail.orders.user", "orders")
                .set("waybill.mail.orders.password", "secret")
                .set("waybill.mail.orders.senders", "@example.com")
                .set("waybill.mail.orders.poll", "200ms")
                .set("waybill.sql.shop.url", "jdbc:sqlite:" + folder.resolve("shop.db"))
                .set("waybill.sql.shop.key", "id")
                .set("waybill.sql.shop.poll", "200ms");
        Path queries = Files.createDirectories(site.configure().resolve("sql/shop"));
        Files.writeString(
                queries.resolve("poll.sql"),
                "select id, ref, email as bill_email, 'course' as good_name, '1500.00' as good_sum from shop_order"
                        + " where taken is null order by id");
        Files.writeString(queries.resolve("taken.sql"), "update shop_order set taken = 1 where id = :#id");
        Files.writeString(
                queries.resolve("outcome.sql"),
                "update shop_order set outcome = :#waybill_state, invoice = :#waybill_bill_id where id = :#id");
    }

    private void handInByAll() throws Exception {
        assertThat(post().path("repeated").asBoolean()).isFalse();
        site.inbox().file("order.json", Orders.create(ref("folder")));
        deliver();
        execute("insert into shop_order (id, ref, email) values (1, '" + ref("sql") + "', '" + Orders.email(ref("sql"))
                + "')");
    }

    private void handInByAllAgain() throws Exception {
        assertThat(post().path("repeated").asBoolean()).isTrue();
        site.inbox().file("again.json", Orders.create(ref("folder")));
        deliver();
        execute("update shop_order set taken = null");
        site.filed().awaitReason("duplicate", "again.json");
        Patience.until("both mails are taken", () -> mails("Processed") == 2 && mails("INBOX") == 0);
        Patience.until("the row is taken again", () -> row("taken") != null);
    }

    private JsonNode post() throws Exception {
        HttpResponse<String> answer = rest.post(
                "application/json",
                Orders.create(ref("rest")).getBytes(StandardCharsets.UTF_8),
                "Idempotency-Key",
                "\"one\"");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new ObjectMapper().readTree(answer.body());
    }

    private void deliver() throws Exception {
        String text = "From: anna@example.com\r\nTo: orders@shop.example\r\nSubject: an order\r\n"
                + "Message-ID: <1@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: application/json\r\n\r\n"
                + Orders.create(ref("mail"));
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        user().deliver(message);
    }

    private GreenMailUser user() {
        return mail.getUserManager().getUser("orders");
    }

    private int mails(String name) {
        var found = mail.getManagers().getImapHostManager().getFolder(user(), name);
        return found == null ? 0 : found.getMessageCount();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String row(String column) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + column + " from shop_order")) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
    }
}
