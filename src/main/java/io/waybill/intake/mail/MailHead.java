package io.waybill.intake.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a mail's header says, as far as it can be read at all: strangers write anything there.
 *
 * @param from the addresses of its authors, in lower case; none if it has no From that can be read
 * @param recipients the addresses that it was sent to, in lower case
 * @param subject its subject, or an empty text
 * @param messageId its Message-ID, or null
 * @param date its date as it stands there, or an empty text
 * @param verdicts its Authentication-Results, from the top
 * @param automatic whether a machine says that it sent the mail, or many got it: nobody waits for an answer
 */
record MailHead(
        List<String> from,
        List<String> recipients,
        String subject,
        String messageId,
        String date,
        List<String> verdicts,
        boolean automatic) {
    private static final int MOST_TEXT = 250;

    /** @throws MessagingException if the header cannot be had */
    static MailHead of(Message mail) throws MessagingException {
        String id = first(mail, "Message-ID").strip();
        return new MailHead(
                addresses(mail, "From"),
                Stream.of("To", "Cc", "Delivered-To", "X-Original-To")
                        .flatMap(name -> quietly(mail, name).stream())
                        .distinct()
                        .toList(),
                decoded(first(mail, "Subject")),
                id.isEmpty() ? null : id,
                shortened(first(mail, "Date")),
                List.of(all(mail, "Authentication-Results")),
                isAutomatic(mail));
    }

    /** For the log and for people: who sent it, and about what. */
    String shown() {
        return "the mail \"" + subject + "\" of " + (from.isEmpty() ? "an unnamed sender" : String.join(", ", from));
    }

    private static boolean isAutomatic(Message mail) throws MessagingException {
        String auto = first(mail, "Auto-Submitted").strip().toLowerCase(Locale.ROOT);
        String precedence = first(mail, "Precedence").strip().toLowerCase(Locale.ROOT);
        String type = first(mail, "Content-Type").strip().toLowerCase(Locale.ROOT);
        return !auto.isEmpty() && !auto.startsWith("no")
                || List.of("bulk", "list", "junk", "auto_reply").contains(precedence)
                || !first(mail, "List-Id").isEmpty()
                || !first(mail, "X-Auto-Response-Suppress").isEmpty()
                || first(mail, "Return-Path").strip().equals("<>")
                || type.startsWith("multipart/report");
    }

    private static List<String> quietly(Message mail, String name) {
        try {
            return addresses(mail, name);
        } catch (MessagingException e) {
            return List.of();
        }
    }

    private static List<String> addresses(Message mail, String name) throws MessagingException {
        List<String> addresses = new ArrayList<>();
        for (String line : all(mail, name)) {
            try {
                for (Address address : InternetAddress.parseHeader(line, false)) {
                    if (address instanceof InternetAddress internet && internet.getAddress() != null) {
                        addresses.add(internet.getAddress().strip().toLowerCase(Locale.ROOT));
                    }
                }
            } catch (AddressException e) {
                // an author who cannot be read may not be overlooked beside one who can
                addresses.add("");
            }
        }
        return addresses;
    }

    private static String[] all(Message mail, String name) throws MessagingException {
        String[] lines = mail.getHeader(name);
        return lines == null
                ? new String[0]
                : Arrays.stream(lines).map(String::valueOf).toArray(String[]::new);
    }

    private static String first(Message mail, String name) throws MessagingException {
        String[] lines = all(mail, name);
        return lines.length == 0 ? "" : lines[0];
    }

    /** A text of RFC 2047, or as it stands there where it is none that can be decoded. */
    static String decoded(String text) {
        String decoded;
        try {
            decoded = MimeUtility.decodeText(MimeUtility.unfold(text));
        } catch (UnsupportedEncodingException e) {
            decoded = text;
        }
        return shortened(decoded);
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}]+", " ").strip();
        return line.length() > MOST_TEXT ? line.substring(0, MOST_TEXT) : line;
    }
}
