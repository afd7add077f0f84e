package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.Secret;
import io.waybill.delivery.Diagnosis.Kind;
import io.waybill.delivery.QueryPost.Answered;
import io.waybill.order.Fault;
import io.waybill.signing.PhpForm;
import io.waybill.signing.Reply;
import io.waybill.signing.ReplyCheck;
import io.waybill.signing.Signature;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * Tries an account with one call that changes nothing: it asks for the invoices of a customer who cannot exist, since
 * no address below {@code .invalid} ever does (RFC 2606). Any verified answer shows that address, login and key are
 * right; only whether orders may be created it cannot show.
 */
public final class AccountCheck {
    private static final String OPERATION = "GetBills";
    private static final List<Map.Entry<String, String>> FIELDS = List.of(Map.entry("email", "nobody@waybill.invalid"));

    /** What the API answers before it looks at the question; 4 and 8 are told apart. */
    private static final Set<Integer> REFUSALS = Set.of(1, 2, 5, 6, 7, 606);

    private static final int WRONG_HASH = 4;
    private static final int UNKNOWN_LOGIN = 5;
    private static final int LIMIT = 8;

    private final Account account;

    private AccountCheck(Account account) {
        this.account = account;
    }

    /** Makes the call, over a connection of its own, and says what came of it; throws nothing for what is wrong. */
    public static Diagnosis of(Account account) {
        return new AccountCheck(account).run();
    }

    private Diagnosis run() {
        String form = Signature.sign(PhpForm.encode(FIELDS), account.login(), secret().reveal());
        try (QueryPost post = new QueryPost(account)) {
            return answered(post.ask(account.api().resolve(OPERATION), form));
        } catch (IOException e) {
            return failed(e);
        }
    }

    private Diagnosis failed(IOException e) {
        String host = account.api().getHost();
        String at =
                host + (account.api().getPort() < 0 ? "" : ":" + account.api().getPort());
        if (Failure.find(e, UnknownHostException.class) != null) {
            return new Diagnosis(
                    Kind.DNS,
                    null,
                    "The host name " + host + " is not known to DNS.",
                    "Check the account's url for a slip, and whether this machine can look up names.");
        } else if (Failure.find(e, SSLException.class) != null) {
            return new Diagnosis(
                    Kind.TLS,
                    null,
                    "No safe connection to " + at + ": " + Failure.beforeSending(e) + ".",
                    "Check the account's url; where a proxy or a virus scanner opens TLS on the way, this Java has to"
                            + " trust its certificate.");
        } else if (Failure.find(e, ConnectException.class) != null
                || Failure.find(e, ConnectTimeoutException.class) != null
                || Failure.find(e, NoRouteToHostException.class) != null) {
            return new Diagnosis(
                    Kind.CONNECT,
                    null,
                    "No connection to " + at + ": " + Failure.beforeSending(e) + ".",
                    "Check host and port of the account's url, and whether a firewall keeps this machine from it.");
        }
        return new Diagnosis(
                Kind.NO_REPLY,
                null,
                "Connected to " + at + ", but " + Failure.afterSending(e) + ".",
                "Try again; if it stays so, the far end is in trouble, or response-timeout is too short.");
    }

    private Diagnosis answered(Answered answered) {
        Reply reply = ReplyCheck.read(answered.body(), secret().reveal());
        if (reply instanceof Reply.Verified verified) {
            return verified(verified.code(), "code " + verified.code() + " " + shown(verified.text()));
        } else if (reply instanceof Reply.Unverified unverified) {
            return unverified(unverified);
        }
        return noEnvelope(answered, (Reply.NoEnvelope) reply);
    }

    private Diagnosis verified(int code, String said) {
        if (code == WRONG_HASH) {
            return new Diagnosis(
                    Kind.REFUSED,
                    code,
                    "The answer is signed with this key, but the call was refused with " + said + ".",
                    "The key is right: check the login, which is part of every signature.");
        } else if (code == LIMIT || REFUSALS.contains(code)) {
            return new Diagnosis(
                    code == LIMIT ? Kind.LIMIT : Kind.REFUSED,
                    code,
                    "The call was refused with " + said + ".",
                    sentence(Classification.cure(code)));
        }
        return new Diagnosis(Kind.WELL, code, "Address, login and key are right: the API answered " + said + ".", null);
    }

    private Diagnosis unverified(Reply.Unverified reply) {
        OptionalInt claimed = reply.claimedCode();
        String said =
                "code " + (claimed.isPresent() ? claimed.getAsInt() : "unreadable") + " " + shown(reply.claimedText());
        // as with orders: a far end that knows another key, or no such login, cannot sign with ours
        if (claimed.isPresent() && (claimed.getAsInt() == WRONG_HASH || claimed.getAsInt() == UNKNOWN_LOGIN)) {
            String cure = Classification.cure(claimed.getAsInt());
            return new Diagnosis(
                    Kind.REFUSED,
                    claimed.getAsInt(),
                    "The call was refused with " + said + ", not signed with this key.",
                    sentence(claimed.getAsInt() == WRONG_HASH ? cure + key() : cure));
        }
        return new Diagnosis(
                Kind.UNVERIFIED,
                claimed.isPresent() ? claimed.getAsInt() : null,
                "The API answered " + said + ", but its answer is not to be believed: " + reply.problem() + ".",
                sentence("check the account's key" + key()
                        + "; if that is right, something on the way changes replies"));
    }

    /** What can be said of a key without showing it. */
    private String key() {
        String key = secret().reveal();
        return " (the key used has " + secret().length() + " characters"
                + (key.equals(key.strip()) ? "" : " and begins or ends with a space") + ")";
    }

    private Diagnosis noEnvelope(Answered answered, Reply.NoEnvelope reply) {
        int status = answered.status();
        String head =
                "HTTP " + status + (answered.contentType() == null ? "" : ", " + bare(shown(answered.contentType())));
        String found = reply.raw().isEmpty() ? "" : ": " + shown(reply.raw());
        Kind kind = RefusedOnTheWay.kind(status);
        return new Diagnosis(
                kind,
                null,
                switch (kind) {
                    case REDIRECT ->
                        "The far end redirects the call" + target(answered.location()) + " (" + head + ").";
                    case TROUBLE -> "The far end is in trouble (" + head + ")" + found + ".";
                    default -> "What answers is not the API (" + head + ")" + found + ".";
                },
                sentence(RefusedOnTheWay.cure(status)));
    }

    // The whole address may hold what somebody typed into a form: host and path are enough to correct a url.
    private String target(String location) {
        if (location == null) {
            return "";
        }
        try {
            URI to = account.api().resolve(location);
            String port = to.getPort() < 0 ? "" : ":" + to.getPort();
            return " to " + bare(shown(to.getScheme() + "://" + to.getHost() + port + to.getPath()));
        } catch (IllegalArgumentException e) {
            return " to an address that cannot be read";
        }
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    private static String bare(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    private String shown(String text) {
        return Fault.excerpt(secret().removedFrom(text));
    }

    private Secret secret() {
        return account.secret();
    }
}
