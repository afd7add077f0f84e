package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.doubt.Call;
import io.waybill.doubt.Doubt;
import io.waybill.doubt.Finding;
import io.waybill.doubt.Limits;
import io.waybill.doubt.Place;
import io.waybill.doubt.ReadBack;
import io.waybill.doubt.Resolver;
import io.waybill.doubt.SignedCall;
import io.waybill.doubt.Standing;
import io.waybill.doubt.Trust;
import io.waybill.ledger.ConfirmedCreate;
import io.waybill.ledger.DoubtBatch;
import io.waybill.ledger.DoubtFindings;
import io.waybill.ledger.OpenDoubt;
import io.waybill.ledger.Resolution;
import io.waybill.order.AccountKey;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API about a batch of doubts. Expects a {@link DoubtBatch} as body and leaves the {@link DoubtFindings} in its
 * place. Safe for use by several threads, of which each has another account.
 */
public final class DoubtResolver implements Processor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DoubtResolver.class);

    /** Orders that are read back at most to learn whether the account returns markers intact. */
    private static final int READ_BACK = 3;

    /** What may be asked of a suspended account. */
    private static final Limits ONE_CALL = new Limits(1, Limits.STANDARD.days(), 1, 1);

    private final Accounts accounts;
    private final Clock clock;
    private final Function<Account, FarClock.Carrier> carriers;
    private final Map<AccountKey, FarClock.Carrier> carrying = new ConcurrentHashMap<>();
    private final Map<AccountKey, FarClock> farClocks = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param accounts whom to ask
     * @param clock the clock by which the ledger notes the times of doubts
     */
    public DoubtResolver(Accounts accounts, Clock clock) {
        this(accounts, clock, QueryPost::new);
    }

    /** @param carriers gives an account's way to the far end, which is kept, and closed in the end if it can be */
    DoubtResolver(Accounts accounts, Clock clock, Function<Account, FarClock.Carrier> carriers) {
        this.accounts = accounts;
        this.clock = clock;
        this.carriers = carriers;
    }

    /** @throws IllegalStateException if the batch's account is not configured; nothing is asked then */
    @Override
    public void process(Exchange exchange) {
        DoubtBatch batch = (DoubtBatch) exchange.getMessage().getBody();
        exchange.getMessage().setBody(resolve(batch));
    }

    /** What comes of asking. */
    DoubtFindings resolve(DoubtBatch batch) {
        Account account = accounts.of(batch.account())
                .orElseThrow(() -> new IllegalStateException(
                        "the account " + batch.account().text() + " is not configured"));
        FarClock farClock = farClocks.computeIfAbsent(account.key(), this::farClock);
        RefusalWatch watch = new RefusalWatch(account, farClock);
        Call call = farClock.minding(new SignedCall(account, watch));
        Map<Doubt, OpenDoubt> doubts = new LinkedHashMap<>();
        Map<Doubt, Standing> standings = new LinkedHashMap<>();
        for (OpenDoubt open : batch.doubts()) {
            Doubt doubt = DoubtTerms.doubt(account.key(), open);
            doubts.put(doubt, open);
            standings.put(doubt, DoubtTerms.standing(open));
        }
        Trust trust = new Trust(DoubtTerms.seen(batch.inTag()), DoubtTerms.seen(batch.inComment()));
        if (!batch.suspended()) {
            trust = readBack(call, batch, standings, trust);
        }
        Limits limits = batch.suspended() ? ONE_CALL : Limits.STANDARD;
        Map<Doubt, Finding> findings =
                new Resolver(call, clock, limits, DoubtTerms.times(account)).resolve(standings, trust, batch.asOf());
        // what closing has cut off is no answer, not even a missing one
        return closed
                ? new DoubtFindings(batch.account(), Map.of(), batch.inTag(), batch.inComment(), null, null)
                : findings(batch, doubts, findings, trust, watch.code());
    }

    private FarClock farClock(AccountKey key) {
        return new FarClock(key.name(), clock, (address, form) -> {
            if (closed) {
                throw new IOException("the gateway is stopping");
            }
            return carrying.computeIfAbsent(
                            key, first -> carriers.apply(accounts.of(key).orElseThrow()))
                    .ask(address, form);
        });
    }

    /**
     * Learns how the account returns markers in the places that the doubts need. One that came back intact is enough,
     * since a person may have changed another.
     */
    private Trust readBack(Call call, DoubtBatch batch, Map<Doubt, Standing> doubts, Trust trust) {
        Trust learned = trust;
        int asked = 0;
        for (ConfirmedCreate create : batch.samples()) {
            Doubt sample = DoubtTerms.doubt(batch.account(), create, clock.instant());
            Place place = sample.place();
            boolean wanted = trust.of(place) == Trust.Seen.NOT_YET
                    && learned.of(place) != Trust.Seen.INTACT
                    && doubts.keySet().stream().anyMatch(doubt -> doubt.place() == place);
            if (wanted && asked < READ_BACK) {
                asked++;
                Trust.Seen seen = ReadBack.of(call, sample, create.billId());
                learned = seen == Trust.Seen.NOT_YET ? learned : learned.with(place, seen);
            }
        }
        return learned;
    }

    private static DoubtFindings findings(
            DoubtBatch batch, Map<Doubt, OpenDoubt> doubts, Map<Doubt, Finding> findings, Trust trust, Integer code) {
        Trust learned = trust;
        String suspend = null;
        Map<OpenDoubt, Resolution> resolutions = new LinkedHashMap<>();
        for (Map.Entry<Doubt, Finding> entry : findings.entrySet()) {
            OpenDoubt open = doubts.get(entry.getKey());
            Finding finding = entry.getValue();
            Resolution resolution = DoubtTerms.resolution(finding);
            if (finding instanceof Finding.Confirmed) {
                learned = learned.with(entry.getKey().place(), Trust.Seen.INTACT);
            } else if (finding instanceof Finding.AskAgain again) {
                suspend = again.suspend() == null ? suspend : again.suspend();
                resolution = askAgain(batch, open, (Resolution.AskAgain) resolution, code);
            }
            resolutions.put(open, resolution);
        }
        if (suspend != null && code != null) {
            suspend += ": " + Classification.cure(code);
        }
        return new DoubtFindings(
                batch.account(),
                resolutions,
                DoubtTerms.seen(learned.tag()),
                DoubtTerms.seen(learned.comment()),
                suspend == null ? null : code,
                suspend);
    }

    private static Resolution askAgain(DoubtBatch batch, OpenDoubt open, Resolution.AskAgain again, Integer code) {
        if (open.claimedCode() != null && open.claimedCode().equals(code)) {
            return new Resolution.Absent(
                    "The far end refuses a harmless call with the same code " + code
                            + ", so it refused the order, too, before it looked at it.",
                    true);
        }
        // a suspended account is asked once
        return batch.suspended()
                ? new Resolution.AskAgain(
                        again.at(), Math.max(1, again.asked()), again.fruitlessSince(), again.absentAt())
                : again;
    }

    /** Breaks off what is being asked; nothing is asked any more. */
    @Override
    public void close() {
        closed = true;
        for (FarClock.Carrier carrier : carrying.values()) {
            try {
                if (carrier instanceof Closeable connections) {
                    connections.close();
                }
            } catch (IOException e) {
                LOG.warn("Closing the connections for questions: {}", e.getMessage());
            }
        }
    }
}
