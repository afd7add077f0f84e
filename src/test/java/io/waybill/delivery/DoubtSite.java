package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.ledger.DoubtBatch;
import io.waybill.ledger.DoubtFindings;
import io.waybill.ledger.LeasedOrder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.ManualClock;
import io.waybill.ledger.NewDocument;
import io.waybill.ledger.NewOrder;
import io.waybill.ledger.State;
import io.waybill.ledger.Store;
import io.waybill.ledger.Verdict;
import io.waybill.order.AccountKey;
import io.waybill.order.Fields;
import io.waybill.order.Identity;
import io.waybill.order.Marker;
import io.waybill.order.Operation;
import io.waybill.sandbox.Sandbox;
import io.waybill.sandbox.SandboxFault;
import io.waybill.sandbox.SandboxOptions;
import io.waybill.signing.PhpForm;
import io.waybill.signing.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A ledger, a sandbox and a resolver between them, all by one clock that stands still until it is moved; ours may be
 * wrong.
 */
final class DoubtSite implements AutoCloseable {
    static final AccountKey MAIN = new AccountKey("main", true);

    private static final Random RANDOM = new Random(5);

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-10T12:00:00Z"));
    /** How wrong our clock is. */
    Duration wrongBy = Duration.ZERO;

    private final Clock ours = new Clock() {
        @Override
        public Instant instant() {
            return clock.instant().plus(wrongBy);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    final Sandbox sandbox;
    final LedgerSite ledger;
    private final List<DoubtResolver> resolvers = new ArrayList<>();
    private DoubtResolver resolver;
    private Account account;
    private QueryPost post;

    DoubtSite(Path folder, boolean duplicates) {
        sandbox = Sandbox.start(
                SandboxOptions.defaults().withDuplicates(duplicates).withClock(clock));
        ledger = new LedgerSite(Store.SQLITE, folder, ours);
        key("demo-key");
    }

    /** From now on signs with that key. */
    void key(String key) {
        account = new AccountSettings(
                        sandbox.url(), "demo", key, 2, null, Duration.ofSeconds(20), null, null, Duration.ofMinutes(20))
                .checked(MAIN);
        post = new QueryPost(account);
        resolver = new DoubtResolver(new Accounts(List.of(account)), ours);
        resolvers.add(resolver);
    }

    DoubtResolver resolver() {
        return resolver;
    }

    void faults(String... lines) {
        SandboxFault[] faults = new SandboxFault[lines.length];
        for (int i = 0; i < lines.length; i++) {
            faults[i] = SandboxFault.parse(lines[i]);
        }
        sandbox.faults(faults);
    }

    /** Accepts a create of those fields besides product and e-mail; gives its public id. */
    String accept(String email, String... namesAndTexts) {
        String marker = Marker.random(RANDOM);
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        pairs.add(Map.entry("goods[0][good_name]", "course"));
        pairs.add(Map.entry("bill_email", email));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            pairs.add(Map.entry(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        Fields fields = Marker.into(Fields.of(pairs), marker);
        NewDocument document = ledger.document(false);
        NewOrder order = new NewOrder(
                marker,
                1,
                1,
                MAIN,
                Operation.CREATE_ORDER,
                marker,
                Identity.ofCreate(MAIN, marker),
                null,
                null,
                Identity.digest(Operation.CREATE_ORDER, marker, fields),
                PhpForm.encode(fields.pairs()),
                true,
                null);
        Ledger.await(ledger.ledger().accept(document, List.of(order), true));
        return marker;
    }

    /** Leases what is due and sends it, as delivery does; gives the verdicts. */
    List<Verdict> send() {
        List<LeasedOrder> leased =
                Ledger.await(ledger.ledger().lease(MAIN, 100)).orders();
        List<Verdict> verdicts = new ArrayList<>();
        for (LeasedOrder order : leased) {
            Judgement judgement = new Judgement(order.order(), account.secret());
            Verdict verdict;
            try {
                String form = Signature.sign(
                        order.order().query(), account.login(), account.secret().reveal());
                byte[] body = post.post(
                        account.api().resolve(order.order().operation().apiName()), form);
                verdict = judgement.replied(new Received(200, "application/json", null, body));
            } catch (IOException e) {
                verdict = judgement.failed(true, e);
            }
            Ledger.await(ledger.ledger().settle(order, verdict));
            verdicts.add(verdict);
        }
        return verdicts;
    }

    /** Accepts one, sends it, and gives its public id. */
    String sent(String email, String... namesAndTexts) {
        String order = accept(email, namesAndTexts);
        send();
        return order;
    }

    /** Asks about what is due, and does what follows. */
    DoubtFindings ask() {
        DoubtBatch batch = Ledger.await(ledger.ledger().doubts(MAIN, 100));
        if (batch.doubts().isEmpty()) {
            throw new AssertionError("nothing is to be asked about, next " + batch.next());
        }
        DoubtFindings findings = resolver.resolve(batch);
        Ledger.await(ledger.ledger().resolved(findings));
        return findings;
    }

    /** Asks, and whenever it is time to again, until no doubt is left to ask about; gives how long that took. */
    Duration askUntilTold() {
        Instant begin = clock.instant();
        for (int rounds = 0; rounds < 200; rounds++) {
            DoubtBatch batch = Ledger.await(ledger.ledger().doubts(MAIN, 100));
            if (batch.next() == null) {
                return Duration.between(begin, clock.instant());
            } else if (batch.doubts().isEmpty()) {
                clock.advance(Duration.between(ours.instant(), batch.next()));
            } else {
                Ledger.await(ledger.ledger().resolved(resolver.resolve(batch)));
            }
        }
        throw new AssertionError("it is asked for ever");
    }

    State state(String order) {
        return ledger.state(order);
    }

    Object one(String sql, Object... parameters) {
        return ledger.one(sql, parameters);
    }

    String reason(String order) {
        return (String) one(
                "select reason from outcome u join order_content c on c.order_id = u.order_id where c.reference = ?",
                order);
    }

    @Override
    public void close() {
        resolvers.forEach(DoubtResolver::close);
        ledger.close();
        sandbox.close();
    }
}
