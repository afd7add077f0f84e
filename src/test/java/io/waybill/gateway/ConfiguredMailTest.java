package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.account.Accounts;
import io.waybill.intake.mail.MailSettings;
import io.waybill.intake.mapping.InvalidMappingsException;
import io.waybill.intake.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mailboxes of the configuration: what is set, and what is wrong with it. */
class ConfiguredMailTest {
    private static final Path SHIPPED = Path.of("config");

    @TempDir
    Path folder;

    private List<MailSettings> read(String mail) throws IOException, InvalidMappingsException {
        Files.writeString(folder.resolve("application.yaml"), "waybill:\n" + mail.indent(2));
        Settings settings = SettingsReader.read(
                folder, Map.of("waybill.data", folder.resolve("data").toString()));
        Accounts accounts = AccountBook.read(settings, "http://127.0.0.1:9/api/");
        return ConfiguredMail.checked(
                settings, accounts, Mappings.read(SHIPPED.resolve("mappings")), Clock.systemUTC());
    }

    @Test
    void what_the_comments_of_the_shipped_configuration_show_is_what_can_be_set() throws Exception {
        String shown = Files.readAllLines(SHIPPED.resolve("application.yaml")).stream()
                .dropWhile(line -> !line.equals("  #   mail:"))
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.substring("  #   ".length()))
                .filter(line -> !line.contains("ca-file:"))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("secret"), "hush\n");
        List<MailSettings> mailboxes = read(
                shown.replaceAll("/etc/waybill/\\S+", folder.resolve("secret").toString()));
        assertThat(mailboxes).hasSize(2);
        MailSettings first = mailboxes.get(0);
        assertThat(first.server().credentials().current().reveal()).isEqualTo("hush");
        assertThat(first.rules())
                .containsExactly(new MailSettings.Rule("wholesale@example.com", "weekly", "example", "main"));
        assertThat(first.replies().from()).isEqualTo("orders@example.com");
        assertThat(mailboxes.get(1).server().credentials().isToken()).isTrue();
        assertThat(mailboxes.get(1).poll()).isEqualTo(Duration.ofSeconds(10));
        assertThat(mailboxes.get(1).maxSize()).isEqualTo(25L << 20);
        assertThat(mailboxes.get(1).processed()).isEqualTo("Processed");
    }

    @Test
    void each_mistake_is_a_sentence() {
        assertThatThrownBy(() -> read("""
                mail:
                  shop:
                    host: imap.example.com
                    security: plain
                    user: orders
                    senders: [partner.example]
                    processed: INBOX
                    account: nobody
                    mapping: nothing
                    poll: 1ms
                    reply: { host: smtp.example.com, from: me }
                  other:
                    user: x
                    password: hush-hush
                    oauth: { client-id: x, token-url: "http://login.example.com/" }
                """))
                .isInstanceOf(ConfigurationMistakes.class)
                .message()
                .contains(
                        "waybill.mail.shop.password: is missing",
                        "waybill.mail.shop.security: would send mails and the password unencrypted",
                        "waybill.mail.shop.senders: \"partner.example\" is neither an address nor a domain",
                        "waybill.mail.shop.folder: is the same as processed",
                        "waybill.mail.shop.account: there is no account \"nobody\"",
                        "waybill.mail.shop.mapping: there is no mappings/nothing.yaml",
                        "waybill.mail.shop.poll: is 1 ms",
                        "waybill.mail.shop.reply.from: expected the address",
                        "waybill.mail.other.host: expected the name of a mail server",
                        "waybill.mail.other.senders: is missing",
                        "waybill.mail.other.password: stands beside oauth",
                        "waybill.mail.other.oauth.token-url: expected an address",
                        "waybill.mail.other.oauth.client-secret: is missing")
                .doesNotContain("hush-hush");
    }

    @Test
    void a_password_that_cannot_be_read_hides_no_other_that_is_missing() {
        assertThatThrownBy(() -> read("""
                mail:
                  shop:
                    host: imap.example.com
                    user: orders
                    senders: ["*"]
                    reply: { host: smtp.example.com, from: me@example.com, password-file: /nowhere/at-all }
                """))
                .message()
                .contains("waybill.mail.shop.password: is missing", "waybill.mail.shop.reply.password: the file");
    }

    @Test
    void a_password_that_cannot_be_read_is_one_mistake_also_where_answers_go_out_under_it() {
        assertThatThrownBy(() -> read("""
                mail:
                  shop:
                    host: imap.example.com
                    user: orders
                    senders: ["*"]
                    password-file: /nowhere/at-all
                    reply: { host: smtp.example.com, from: me@example.com }
                """))
                .message()
                .contains("waybill.mail.shop.password: the file")
                .doesNotContain("is missing");
    }
}
