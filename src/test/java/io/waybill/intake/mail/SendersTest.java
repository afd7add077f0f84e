package io.waybill.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendersTest {
    private static MailHead head(String text) throws MessagingException {
        return MailHead.of(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(
                        (text + "\n\nbody").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            From: Anna <ANNA@Partner.Example>                               | true
            From: bob@one.example                                           | true
            From: carl@one.example                                          | false
            From: anna@partner.example.evil                                 | false
            From: anna@sub.partner.example                                  | false
            From: "anna@partner.example" <mallory@evil.example>             | false
            From: anna@partner.example, mallory@evil.example                | false
            From: "x@partner.example"@evil.example                          | false
            Sender: anna@partner.example                                    | false
            From: <@partner.example:mallory@evil.example>                   | false
            From:                                                           | false
            """)
    void a_sender_is_allowed_by_address_or_domain(String from, boolean allowed) throws MessagingException {
        Senders senders = new Senders(List.of("@partner.example", "bob@one.example"), null);
        assertThat(senders.refusal(head(from)) == null).isEqualTo(allowed);
    }

    @Test
    void a_trusted_server_has_to_vouch_for_the_domain() throws MessagingException {
        Senders senders = new Senders(List.of("*"), "mx.shop.example");
        String from = "From: anna@partner.example\n";
        for (String good : List.of(
                "mx.shop.example; dmarc=pass (p=none) header.from=partner.example",
                "mx.shop.example 1; spf=fail; dkim=pass header.i=@partner.example header.s=k",
                "mx.shop.example;\n dkim=pass\n header.d=partner.example")) {
            assertThat(senders.refusal(head(from + "Authentication-Results: " + good)))
                    .isNull();
        }
        for (String bad : List.of(
                "mx.evil.example; dmarc=pass header.from=partner.example",
                "mx.shop.example; dmarc=fail header.from=partner.example",
                "mx.shop.example; dkim=pass header.d=evil.example",
                "mx.shop.example; spf=pass smtp.mailfrom=partner.example",
                "mx.shop.example; dmarc=none\nAuthentication-Results: mx.shop.example; dmarc=pass"
                        + " header.from=partner.example",
                "mx.shop.example; none (dmarc=pass header.from=partner.example)")) {
            assertThat(senders.refusal(head(from + "Authentication-Results: " + bad)))
                    .as(bad)
                    .contains("does not say that it was sent by anna@partner.example");
        }
        assertThat(senders.refusal(head(from))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Subject: order                       | false
            Auto-Submitted: no                   | false
            Auto-Submitted: auto-generated       | true
            Precedence: Bulk                     | true
            List-Id: <x.example>                 | true
            Return-Path: <>                      | true
            """)
    void machines_are_not_answered(String line, boolean automatic) throws MessagingException {
        MailHead head = head("From: anna@partner.example\n" + line);
        assertThat(MailReply.isWelcome(head, "orders@shop.example")).isEqualTo(!automatic);
        assertThat(MailReply.isWelcome(head, "Anna@partner.example")).isFalse();
    }
}
