package io.waybill.intake.mail;

import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.State;
import java.io.IOException;
import java.io.InputStream;

/** A mail on its way into the ledger. */
final class OpenMail {
    private final String key;
    private MailHead head;
    private String identity;
    private InputStream content = InputStream.nullInputStream();
    private String refusal;
    private String trouble;
    private Throwable failure;
    private int taken;

    /** @param key by which the mailbox knows it */
    OpenMail(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    void head(MailHead read) {
        head = read;
    }

    MailHead head() {
        return head;
    }

    String shown() {
        return head == null ? "a mail" : head.shown();
    }

    void identity(String known) {
        identity = known;
    }

    String identity() {
        return identity;
    }

    /** What the parts are read from; kept until the mail is closed. */
    void content(InputStream read) {
        content = read;
    }

    /** Nothing, or no more, of it is taken. */
    void refuse(String why) {
        refusal = why;
    }

    /** Why nothing, or not all, was taken and nothing in the ledger says so; null where that is not so. */
    String refusal() {
        return refusal;
    }

    /** One part of it came to an end in the ledger. */
    void ended(DocumentResult result) {
        taken++;
        boolean anyGood = result.orders().stream().anyMatch(order -> order.state() != State.INVALID);
        if (result.end() == DocumentResult.End.CONFLICT) {
            refuse(result.reason());
        } else if (result.end() != DocumentResult.End.READ || result.total() > 0 && !anyGood) {
            trouble = result.reason() == null ? "all of its orders were refused" : result.reason();
        }
    }

    /** It could not be taken now. */
    void fail(Throwable why) {
        failure = why;
    }

    Throwable failure() {
        return failure;
    }

    /** Whether all that it brought was taken. */
    boolean isGood() {
        return refusal == null && trouble == null;
    }

    /** How many parts of it the ledger has. */
    int taken() {
        return taken;
    }

    void close() throws IOException {
        content.close();
    }
}
