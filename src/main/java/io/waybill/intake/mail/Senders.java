package io.waybill.intake.mail;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose mails are taken. A From can be written by anybody; a trusted server can be asked for by name, which has looked
 * whether the mail comes from where it says (RFC 8601).
 */
final class Senders {
    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
    private static final Pattern PASSED = Pattern.compile("\\s*(dmarc|dkim)\\s*=\\s*pass\\b(.*)", Pattern.DOTALL);
    private static final Pattern SIGNER =
            Pattern.compile("\\bheader\\.(?:d|i|from)\\s*=\\s*\"?(?:[^@\\s\";]*@)?([^@\\s\";]+)");

    private final List<String> allowed;
    private final String trusted;

    /**
     * @param allowed addresses, domains with an {@code @} before them, or {@code *}
     * @param trusted the name of the server whose word is needed, or null
     */
    Senders(List<String> allowed, String trusted) {
        this.allowed = allowed.stream()
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .toList();
        this.trusted = trusted == null ? null : trusted.toLowerCase(Locale.ROOT);
    }

    /** Why a mail is not taken, or null if it is. */
    String refusal(MailHead head) {
        if (head.from().isEmpty()) {
            return "it names no sender";
        }
        for (String from : head.from()) {
            if (!isAllowed(from)) {
                return "its sender \"" + from + "\" is not among the senders of this mailbox";
            }
        }
        if (trusted == null) {
            return null;
        }
        return head.from().stream().allMatch(from -> vouched(head, domain(from)))
                ? null
                : "the server " + trusted + " does not say that it was sent by " + String.join(", ", head.from())
                        + " (no dmarc=pass, and no dkim=pass of that domain, in its Authentication-Results)";
    }

    private boolean isAllowed(String from) {
        return allowed.contains("*") || allowed.contains(from) || allowed.contains("@" + domain(from));
    }

    // the topmost of that name is the server's own: it takes out what others wrote under its name
    private boolean vouched(MailHead head, String domain) {
        for (String verdict : head.verdicts()) {
            String[] parts = COMMENT.matcher(verdict.toLowerCase(Locale.ROOT))
                    .replaceAll(" ")
                    .split(";");
            if (parts[0].strip().split("\\s+")[0].equals(trusted)) {
                return vouches(parts, domain);
            }
        }
        return false;
    }

    private static boolean vouches(String[] parts, String domain) {
        for (int i = 1; i < parts.length; i++) {
            Matcher passed = PASSED.matcher(parts[i]);
            if (passed.matches()) {
                Matcher signer = SIGNER.matcher(passed.group(2));
                while (signer.find()) {
                    if (domain.equals(signer.group(1)) || domain.endsWith("." + signer.group(1))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
