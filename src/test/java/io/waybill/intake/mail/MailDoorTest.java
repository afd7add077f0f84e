package io.waybill.intake.mail;

import static io.waybill.intake.mail.MailSite.attachment;
import static io.waybill.intake.mail.MailSite.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.ServerSetup;
import io.waybill.gateway.Gateway;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail source of a whole gateway, on a mail server that is spoken to over TCP. */
class MailDoorTest {
    @TempDir
    static Path folder;

    private static MailSite site;
    private static TokenServer tokens;

    @BeforeAll
    static void start() throws Exception {
        Path store = folder.resolve("tls.p12");
        Certificates.make(store, folder.resolve("ca.pem"));
        System.setProperty("greenmail.tls.keystore.file", store.toString());
        System.setProperty("greenmail.tls.keystore.password", Certificates.PASSWORD);
        tokens = new TokenServer().answering(200, "{\"access_token\": \"first-token\", \"expires_in\": 3600}");
        site = new MailSite(folder, new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS));
        int direct = site.server().getImap().getPort();
        site.mailbox("orders", direct).set("mail.orders.max-size", "64KB");
        site.set("mail.orders.reply.host", "127.0.0.1")
                .set("mail.orders.reply.port", site.server().getSmtp().getPort())
                .set("mail.orders.reply.security", "plain")
                .set("mail.orders.reply.from", "orders@shop.example");
        site.mailbox("cut", site.proxy().port()).set("mail.cut.folder", "Orders");
        site.create("cut", "Orders");
        site.mailbox("late", direct);
        site.mailbox("secure", site.server().getImaps().getPort())
                .set("mail.secure.host", "localhost")
                .set("mail.secure.security", "tls")
                .set("mail.secure.ca-file", folder.resolve("ca.pem"));
        site.mailbox("token", direct)
                .without("mail.token.password")
                .set("mail.token.oauth.token-url", tokens.url())
                .set("mail.token.oauth.client-id", "waybill")
                .set("mail.token.oauth.client-secret", "client-secret-x");
        site.server().setUser("late@shop.example", "late", "another");
        site.start();
    }

    @AfterAll
    static void stop() throws IOException {
        site.close();
        tokens.close();
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    private static void awaitOrders(String prefix, String... expected) {
        await(prefix).untilAsserted(() -> assertThat(site.orders(prefix)).containsExactly(expected));
    }

    @Test
    void attachments_are_documents_two_of_one_name_are_two_and_what_is_no_document_is_passed_over() {
        String csv = "ref,bill_email,good_name,good_sum\nA-3,anna@example.com,course,10\n";
        String nested = site.attachments("inner", attachment("inner.json", order("A-4")))
                .replace("XX", "YY");
        site.raw(
                "orders",
                site.attachments(
                        "A",
                        "Content-Type: text/plain\n\nHello, here they are.\n",
                        attachment("orders.json", order("A-1")),
                        attachment("orders.json", order("A-2")),
                        "Content-Type: application/octet-stream; name*=UTF-8''%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7.csv\n"
                                + "Content-Transfer-Encoding: base64\nContent-Disposition: inline\n\n"
                                + Base64.getMimeEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8)) + "\n",
                        "Content-Type: message/rfc822\n\n" + nested,
                        attachment("=?UTF-8?B?0LfQsNC60LDQty5qc29ubA==?=", order("A-5") + "\n" + order("A-6") + "\n"),
                        "Content-Type: application/ms-tnef; name=winmail.dat\n\nxx\n",
                        "Content-Type: image/png; name=logo.png\n\nxx\n"));
        awaitOrders(
                "A-",
                "A-1 confirmed",
                "A-2 confirmed",
                "A-3 confirmed",
                "A-4 confirmed",
                "A-5 confirmed",
                "A-6 confirmed");
        site.awaitMails("orders", "INBOX", 0);
        assertThat(site.documents("заказ")).contains("заказ.csv", "заказ.jsonl");
    }

    @Test
    void a_text_is_a_document_as_json_as_lines_of_fields_as_csv_and_as_a_page_of_html() {
        site.raw("orders", site.head("B json") + "Content-Type: text/plain\n\n" + order("B-1") + "\n-- \nAnna\n");
        site.raw(
                "orders",
                site.head("B fields") + "Content-Type: text/plain; charset=windows-1251\n\nref: B-2\nbill_email:"
                        + " anna@example.com\nbill_first_name: \u00c0\u00ed\u00ed\u00e0\ngood_name: course\ngood_sum: 5\n");
        site.raw(
                "orders",
                site.head("B csv")
                        + "\nref;bill_email;good_name;good_sum\nB-3;anna@example.com;course;5\nB-4;b@example.com;book;1\n");
        site.raw(
                "orders",
                site.head("B page") + "Content-Type: text/html\n\n<html><body><p>ref: B-5<br>bill_email:&nbsp;"
                        + "<a href=\"mailto:x\">anna@example.com</a></p><div>good_name: course</div>"
                        + "<div>good_sum: 5</div></body></html>\n");
        awaitOrders("B-", "B-1 confirmed", "B-2 confirmed", "B-3 confirmed", "B-4 confirmed", "B-5 confirmed");
    }

    @Test
    void a_mail_of_a_stranger_is_filed_and_never_processed() throws IOException {
        int failed = site.mails("orders", "Failed");
        site.raw(
                "orders",
                site.head("C stranger").replace("anna@partner.example", "mallory@evil.example") + "\n" + order("C-1"));
        await().untilAsserted(() -> assertThat(site.mails("orders", "Failed")).isGreaterThan(failed));
        assertThat(site.orders("C-")).isEmpty();
        assertThat(site.texts("errors/refused"))
                .anyMatch(text -> text.contains("mallory@evil.example\" is not among the senders")
                        && text.contains("Subject: C stranger"));
    }

    @Test
    void mails_that_cannot_be_read_stop_no_other() throws IOException {
        site.raw(
                "orders",
                site.head("D-broken") + "Content-Type: multipart/mixed; boundary=XX\n\n--XX\n"
                        + attachment("d.json", order("D-9")));
        site.raw("orders", site.head("D-charset") + "Content-Type: text/plain; charset=x-klingon\n\n" + order("D-9"));
        site.raw(
                "orders",
                site.attachments(
                        "D-base64",
                        "Content-Type: application/json; name=d.json\n"
                                + "Content-Transfer-Encoding: base64\n\n!!!!not base64!\n"));
        site.raw("orders", "\n");
        site.raw("orders", site.head("D-chat") + "\nHello, when do you open?\n");
        site.raw("orders", site.head("D-huge") + "\n" + "x".repeat(70_000));
        site.raw("orders", site.attachments("D-pdf", attachment("d.pdf", "%PDF-1.4 ...")));
        site.raw("orders", site.head("D-good") + "\n" + order("D-1"));
        awaitOrders("D-", "D-1 confirmed");
        site.awaitMails("orders", "INBOX", 0);
        List<String> refused = site.texts("errors/refused");
        for (String[] each : List.of(
                new String[] {"D-broken", "the end of its parts is missing"},
                new String[] {"D-charset", "x-klingon, which nobody knows"},
                new String[] {"D-base64", "d.json cannot be decoded"},
                new String[] {"D-chat", "there is no order in it"},
                new String[] {"D-huge", "larger than max-size"})) {
            assertThat(refused).anyMatch(text -> text.contains("Subject: " + each[0]) && text.contains(each[1]));
        }
        assertThat(refused).anyMatch(text -> text.contains("it names no sender"));
        assertThat(site.texts("errors/unreadable")).anyMatch(text -> text.contains("PDF"));
    }

    @Test
    void a_message_id_that_comes_again_is_taken_once_and_with_another_content_it_is_refused() throws IOException {
        String first = site.head("E") + "\n" + order("E-1").replace("\"ref\": \"E-1\", ", "");
        int processed = site.mails("orders", "Processed");
        site.raw("orders", first);
        site.raw("orders", first);
        await().untilAsserted(
                        () -> assertThat(site.mails("orders", "Processed")).isGreaterThanOrEqualTo(processed + 2));
        site.raw("orders", first.replace("course", "another"));
        await().untilAsserted(() -> assertThat(site.texts("errors/refused"))
                .anyMatch(text -> text.contains("Subject: E") && text.contains("another content")));
        assertThat(site.documents("E.json")).hasSize(1);
    }

    @Test
    void a_sender_is_told_what_became_of_each_order_and_machines_are_not() throws Exception {
        site.server().setUser("fritz@partner.example", "fritz", "fritz");
        String fritz = site.attachments("F", attachment("f.json", "[" + order("F-1") + "," + "{\"ref\": \"F-2\"}]"))
                .replace("anna@partner", "fritz@partner");
        site.raw(
                "orders",
                "Auto-Submitted: auto-replied\n" + site.head("F auto").replace("anna@", "fritz@") + "\n"
                        + order("F-3"));
        site.raw("orders", fritz);
        awaitOrders("F-", "F-1 confirmed", "F-2 invalid", "F-3 confirmed");
        await().untilAsserted(() -> assertThat(site.mails("fritz", "INBOX")).isEqualTo(1));
        MimeMessage answer = site.server()
                .getManagers()
                .getImapHostManager()
                .getInbox(site.server().getUserManager().getUser("fritz"))
                .getMessages()
                .get(0)
                .getMimeMessage();
        assertThat(answer.getSubject()).isEqualTo("Re: F");
        assertThat(answer.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(answer.getHeader("In-Reply-To")[0]).endsWith("@partner.example>");
        assertThat(answer.getContent().toString())
                .contains("f.json", "F-1: confirmed, invoice ", "F-2: invalid", "bill_email", "Correct the order");
    }

    @Test
    void connections_that_are_cut_cost_no_order_and_double_none() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String two = order("x").replace("\"ref\": \"x\", ", "");
            site.raw(
                    "cut",
                    "Orders",
                    site.attachments(
                            "G" + i, attachment("G" + i + "-1.json", two), attachment("G" + i + "-2.json", two)));
            Collections.addAll(expected, "G" + i + "-1.json", "G" + i + "-2.json");
        }
        for (int after : new int[] {2500, 700, 6000, 1500}) {
            site.proxy().cut(1, after);
            await().until(() -> site.proxy().cutsLeft() == 0 || site.mails("cut", "Orders") == 0);
        }
        site.proxy().cut(0, 0);
        site.awaitMails("cut", "Orders", 0);
        assertThat(site.documents("G")).containsExactlyInAnyOrderElementsOf(expected);
        await().untilAsserted(() -> assertThat(site.status()).doesNotContain("Mailbox cut"));

        mails_that_cannot_be_moved_are_not_fetched_again_and_a_restart_and_new_numbers_double_nothing();
    }

    private void mails_that_cannot_be_moved_are_not_fetched_again_and_a_restart_and_new_numbers_double_nothing() {
        site.proxy().refuseMoves(true);
        String large = " ".repeat(200_000);
        List<String> mails = IntStream.range(0, 3)
                .mapToObj(i -> site.attachments("H", attachment("H" + i + ".json", order("H-" + i) + large + "\n")))
                .toList();
        mails.forEach(mail -> site.raw("cut", "Orders", mail));
        awaitOrders("H-", "H-0 confirmed", "H-1 confirmed", "H-2 confirmed");
        await().untilAsserted(
                        () -> assertThat(site.status()).contains("Mailbox cut: 3 mails are done, but cannot be moved"));
        long before = site.proxy().bytes();
        site.raw("cut", "Orders", site.head("H later") + "\n" + order("H-9"));
        awaitOrders("H-", "H-0 confirmed", "H-1 confirmed", "H-2 confirmed", "H-9 confirmed");
        assertThat(site.proxy().bytes() - before)
                .as("bytes fetched beside 600,000 known ones")
                .isLessThan(150_000);

        site.stop();
        // another UIDVALIDITY
        site.create("cut", "Orders");
        mails.forEach(mail -> site.raw("cut", "Orders", mail));
        site.start();
        site.raw("cut", "Orders", site.head("H last") + "\n" + order("H-last"));
        awaitOrders("H-last", "H-last confirmed");
        await().untilAsserted(
                        () -> assertThat(site.status()).contains("Mailbox cut: 4 mails are done, but cannot be moved"));
        site.proxy().refuseMoves(false);
        site.awaitMails("cut", "Orders", 0);
        assertThat(site.orders("H-"))
                .containsExactly(
                        "H-0 confirmed", "H-1 confirmed", "H-2 confirmed", "H-9 confirmed", "H-last confirmed");
        assertThat(site.documents("H")).hasSize(5);
    }

    @Test
    void tls_is_verified_and_a_wrong_password_is_told_until_it_is_right() {
        site.raw("secure", site.head("I") + "\n" + order("I-1"));
        awaitOrders("I-1", "I-1 confirmed");
        await().untilAsserted(() -> assertThat(site.status())
                .contains("Mailbox late: no orders can be taken since ", "the server refuses user or password"));
        site.raw("late", site.head("I late") + "\n" + order("I-2"));
        site.server().setUser("late@shop.example", "late", "late");
        awaitOrders("I-2", "I-2 confirmed");
        await().untilAsserted(() -> assertThat(site.status()).doesNotContain("Mailbox late"));
        assertThat(Files.exists(site.data().resolve("mail/late.eml"))).isFalse();
    }

    @Test
    void an_access_token_opens_a_mailbox_and_a_refused_one_is_replaced() {
        site.server().setUser("token@shop.example", "token", "first-token");
        site.raw("token", site.head("J") + "\n" + order("J-1"));
        awaitOrders("J-1", "J-1 confirmed");
        assertThat(tokens.asked())
                .isNotEmpty()
                .allSatisfy(form -> assertThat(form)
                        .contains(
                                "grant_type=client_credentials", "client_id=waybill", "client_secret=client-secret-x"));
    }

    @Test
    void the_example_of_the_readme_is_taken(@TempDir Path elsewhere) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Path config = Files.createDirectories(elsewhere.resolve("config"));
        Files.writeString(elsewhere.resolve("password"), "readme");
        Files.writeString(
                config.resolve("application.yaml"),
                block(readme.substring(readme.indexOf("## Mail")), "yaml")
                        .replace("imap.example.com", "localhost")
                        .replace(
                                "/etc/waybill/mail.password",
                                elsewhere.resolve("password").toString()));
        site.server().setUser("orders@example.com", "orders@example.com", "readme");
        site.raw("orders@example.com", site.head("K") + "\n" + block(readme, "mail"));
        try (Gateway other = Gateway.start(
                config,
                Map.of(
                        "waybill.data", elsewhere.resolve("data").toString(),
                        "waybill.routes", "routes",
                        "waybill.mail.shop.port",
                                String.valueOf(site.server().getImaps().getPort()),
                        "waybill.mail.shop.ca-file", folder.resolve("ca.pem").toString()))) {
            assertThat(other.describe())
                    .anyMatch(line -> line.startsWith("  mail     shop, orders@example.com at localhost"));
            site.awaitMails("orders@example.com", "Processed", 1);
        }
    }

    private static String block(String text, String kind) {
        int begin = text.indexOf("```" + kind + "\n") + kind.length() + 4;
        return text.substring(begin, text.indexOf("```", begin));
    }
}
