package io.waybill.doubt;

import io.waybill.account.Account;
import io.waybill.account.AccountSettings;
import io.waybill.delivery.QueryPost;
import io.waybill.ledger.ManualClock;
import io.waybill.order.AccountKey;
import io.waybill.order.Fields;
import io.waybill.sandbox.FaultKind;
import io.waybill.sandbox.Sandbox;
import io.waybill.sandbox.SandboxFault;
import io.waybill.sandbox.SandboxOptions;
import io.waybill.signing.PhpForm;
import io.waybill.signing.Reply;
import io.waybill.signing.ReplyCheck;
import io.waybill.signing.Signature;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A sandbox, and an account that sends orders to it and asks it over TCP; all by one clock. */
final class FarSite implements AutoCloseable {
    static final Trust INTACT = new Trust(Trust.Seen.INTACT, Trust.Seen.INTACT);

    private static final AccountKey NAME = new AccountKey("demo", true);

    final ManualClock clock = new ManualClock(Sample.SENT);
    final Sandbox sandbox;
    private final Account account;
    private final QueryPost post;

    FarSite(boolean duplicates, Duration patience) {
        sandbox = Sandbox.start(
                SandboxOptions.defaults().withDuplicates(duplicates).withClock(clock));
        account = account("demo-key", patience);
        post = new QueryPost(account);
    }

    static FarSite open() {
        return new FarSite(false, Duration.ofSeconds(20));
    }

    private Account account(String key, Duration patience) {
        return new AccountSettings(sandbox.url(), "demo", key, 2, null, patience, null, null, null).checked(NAME);
    }

    /** Sends an order and gives what came back. */
    Reply.Verified create(Fields fields) throws IOException {
        return send("CreateOrder", fields);
    }

    void delete(long billId) throws IOException {
        send("DeleteOrder", Fields.of(List.of(Map.entry("bill_id", Long.toString(billId)))));
    }

    /** Sends an order whose reply does not come, and gives the doubt that this leaves. */
    Doubt lose(String marker, Fields fields) {
        Instant sent = clock.instant();
        try {
            create(fields);
        } catch (IOException inDoubt) {
            return Doubt.of(marker, NAME, fields, sent, clock.instant(), false);
        }
        throw new IllegalStateException("the reply came after all");
    }

    /** The order is created, but its reply is lost. */
    Doubt lostAfter(Fields sent) {
        sandbox.faults(SandboxFault.of(FaultKind.CUT_AFTER).withCount(1));
        return lose(Sample.MARKER, sent);
    }

    /** The order is lost on its way. */
    Doubt lostBefore(Fields sent) {
        sandbox.faults(SandboxFault.of(FaultKind.CUT_BEFORE).withCount(1));
        return lose(Sample.MARKER, sent);
    }

    Doubt doubt(String marker, Fields fields) {
        return Doubt.of(marker, NAME, fields, clock.instant(), clock.instant(), false);
    }

    Call call() {
        return new SignedCall(account, post);
    }

    Call callWithKey(String key) {
        return new SignedCall(account(key, Duration.ofSeconds(20)), post);
    }

    Finding ask(Doubt doubt, Standing standing) {
        return ask(call(), doubt, standing, INTACT);
    }

    Finding ask(Call call, Doubt doubt, Standing standing, Trust trust) {
        return new Resolver(call, clock, Limits.STANDARD, DoubtTimes.STANDARD)
                .resolve(Map.of(doubt, standing), trust, clock.instant())
                .get(doubt);
    }

    /** Asks, and again whenever it is time to, until something has come of it. */
    Finding askUntilTold(Doubt doubt) {
        Finding finding = ask(doubt, Standing.NEW);
        for (int rounds = 0; finding instanceof Finding.AskAgain again; rounds++) {
            if (rounds > 100) {
                throw new IllegalStateException("it is asked for ever: " + again);
            }
            clock.advance(Duration.between(clock.instant(), again.at()));
            finding = ask(doubt, again.standing());
        }
        return finding;
    }

    private Reply.Verified send(String operation, Fields fields) throws IOException {
        String form = Signature.sign(
                PhpForm.encode(fields.pairs()),
                account.login(),
                account.secret().reveal());
        byte[] body = post.post(account.api().resolve(operation), form);
        return (Reply.Verified) ReplyCheck.read(body, account.secret().reveal());
    }

    @Override
    public void close() throws IOException {
        post.close();
        sandbox.close();
    }
}
