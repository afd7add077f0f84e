package io.waybill.intake.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A mailbox from which orders are taken.
 *
 * @param name what people call it
 * @param server where it is
 * @param folder the folder that is read
 * @param processed where mails go that were taken
 * @param failed where mails go that were refused, or of which not all could be taken
 * @param senders whose mails are taken: addresses, domains as {@code @example.com}, or {@code *} for anybody's
 * @param trustedServer the mail server whose word on who sent a mail is believed and asked for, or null
 * @param account the configured name of the account, or null for the only one
 * @param mapping the mapping by which documents are read, or null
 * @param rules which mails are read by another mapping, or are for another account; the first that fits
 * @param poll how often it is looked at
 * @param maxSize the largest mail that is taken, in bytes
 * @param replies how the sender is told what became of the orders, or null where nobody is
 */
public record MailSettings(
        String name,
        MailServer server,
        String folder,
        String processed,
        String failed,
        List<String> senders,
        String trustedServer,
        String account,
        String mapping,
        List<Rule> rules,
        Duration poll,
        long maxSize,
        Replies replies) {
    private static final Duration SHORTEST_POLL = Duration.ofMillis(100);
    private static final long MOST_BYTES = 1L << 30;

    /**
     * What mails of one kind are read by.
     *
     * @param to an address to which the mail was sent, or null for any
     * @param subject what its subject contains, in any case, or null for anything
     * @param mapping the mapping, or null for the mailbox's
     * @param account the account, or null for the mailbox's
     */
    public record Rule(String to, String subject, String mapping, String account) {
        boolean fits(MailHead head) {
            return (to == null || head.recipients().contains(to.toLowerCase(Locale.ROOT)))
                    && (subject == null
                            || head.subject().toLowerCase(Locale.ROOT).contains(subject.toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * How senders are answered.
     *
     * @param server by which the answers go out
     * @param from their sender
     */
    public record Replies(MailServer server, String from) {}

    /** Copies what could change. */
    public MailSettings {
        senders = senders == null ? List.of() : List.copyOf(senders);
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /** What is wrong with these settings, a clause for each setting by its name; empty where nothing is. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            mistakes.add("name: a mailbox's name is 1 to 64 letters, digits, hyphens and underscores, and begins with a"
                    + " letter or digit.");
        }
        mistakes.addAll(server.mistakes());
        if (server.user() == null && server.credentials() == null) {
            mistakes.add("user: is missing.");
        }
        if (senders.isEmpty()) {
            mistakes.add("senders: is missing; expected addresses, domains such as \"@example.com\", or \"*\" for"
                    + " anybody: whoever is named there can place orders.");
        }
        senders.stream()
                .filter(sender -> !sender.equals("*") && !sender.matches("[^@\\s]*@[^@\\s]+"))
                .forEach(sender -> mistakes.add(
                        "senders: \"" + sender + "\" is neither an address nor a domain such as \"@example.com\"."));
        if (folder.equals(processed) || folder.equals(failed)) {
            mistakes.add("folder: is the same as processed or failed, so that mails would never leave it.");
        }
        if (poll.compareTo(SHORTEST_POLL) < 0) {
            mistakes.add("poll: is " + poll.toMillis() + " ms, but must be at least 100ms.");
        }
        if (maxSize < 1 || maxSize > MOST_BYTES) {
            mistakes.add("max-size: is " + maxSize + " bytes, but must be from 1 byte to 1GB.");
        }
        for (Rule rule : rules) {
            if (rule.to() == null && rule.subject() == null || rule.mapping() == null && rule.account() == null) {
                mistakes.add("rules: a rule needs to or subject, and mapping or account.");
            }
        }
        if (replies != null) {
            replies.server().mistakes().forEach(mistake -> mistakes.add("reply." + mistake));
            if (replies.from() == null || !replies.from().matches("[^@\\s]+@[^@\\s]+")) {
                mistakes.add("reply.from: expected the address from which answers are sent.");
            }
        }
        return mistakes;
    }

    /** The rule that a mail is read by; one of the mailbox's own where none fits. */
    Rule rule(MailHead head) {
        Rule rule = rules.stream().filter(each -> each.fits(head)).findFirst().orElse(new Rule(null, null, null, null));
        return new Rule(
                rule.to(),
                rule.subject(),
                rule.mapping() == null ? mapping : rule.mapping(),
                rule.account() == null ? account : rule.account());
    }

    /** Where it is, for people. */
    String address() {
        return server.user() + " at " + server.host();
    }

    @Override
    public String toString() {
        return "mailbox " + name;
    }
}
