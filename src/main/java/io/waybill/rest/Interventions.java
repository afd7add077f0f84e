package io.waybill.rest;

import io.waybill.account.Accounts;
import io.waybill.ledger.AccountOverview;
import io.waybill.ledger.Act;
import io.waybill.ledger.Intervened;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerView;
import io.waybill.ledger.ReplayedAll;
import io.waybill.ledger.State;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what people want done about orders that failed; the routes name its methods. A refusal is a problem, 409. */
public final class Interventions {
    private static final Logger LOG = LoggerFactory.getLogger(Interventions.class);
    private static final int LONGEST = 500;

    private final Ledger ledger;
    private final Accounts accounts;
    private final Clock clock;

    /** Works on that ledger. */
    public Interventions(Ledger ledger, Accounts accounts, Clock clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Sends a failed order again, and those that fell with it. */
    public void replay(
            Exchange exchange, @Header("id") String id, @Header("by") String by, @Header("reason") String reason) {
        one(exchange, id, act -> ledger.replay(id, act), by, reason);
    }

    /** Gives an order up for good. */
    public void discard(
            Exchange exchange, @Header("id") String id, @Header("by") String by, @Header("reason") String reason) {
        one(exchange, id, act -> ledger.discard(id, act), by, reason);
    }

    /** Takes a person's word that an order is at the far end, under an invoice number, or that it is not. */
    public void resolve(
            Exchange exchange,
            @Header("id") String id,
            @Header("confirmed") String confirmed,
            @Header("absent") String absent,
            @Header("by") String by,
            @Header("reason") String reason) {
        one(
                exchange,
                id,
                act -> {
                    if (confirmed == null == !Boolean.parseBoolean(absent)) {
                        throw new ProblemException(Problem.badRequest(
                                "Expected either confirmed=BILL_ID, the order's number in the shop, or absent=true."));
                    }
                    return confirmed == null ? ledger.absent(id, act) : ledger.confirm(id, invoice(confirmed), act);
                },
                by,
                reason);
    }

    /** Sends every order again that failed in one way; with {@code dry_run=true} they are only counted. */
    public void replayAll(
            Exchange exchange,
            @Header("state") String state,
            @Header("account") String account,
            @Header("dry_run") String dryRun,
            @Header("by") String by,
            @Header("reason") String reason) {
        Operations.answer(exchange, () -> {
            State failed = replayable(state);
            if (account != null && accounts.named(account).isEmpty()) {
                throw new ProblemException(Problem.badRequest("There is no account \"" + account + "\"."));
            }
            long matched = count(failed, account);
            if (Boolean.parseBoolean(dryRun)) {
                return InterventionJson.text(matched, null);
            }
            Act act = act(by, reason);
            ReplayedAll done = ledger.replayAll(failed, account, act);
            LOG.info("{} replayed {} order(s) that were {}", act.by(), done.replayed(), failed.label());
            return InterventionJson.text(matched, done);
        });
    }

    private void one(
            Exchange exchange, String id, Function<Act, CompletableFuture<Intervened>> what, String by, String reason) {
        Operations.answer(exchange, () -> {
            Intervened done = Ledger.await(what.apply(act(by, reason)));
            if (done == null) {
                throw new ProblemException(Problem.notFound("There is no order with the id " + id + "."));
            }
            if (!done.isDone()) {
                throw new ProblemException(Problem.refused(done.refusal()));
            }
            return InterventionJson.text(done);
        });
    }

    private static Act act(String by, String reason) {
        String who = line(by);
        if (who == null) {
            throw new ProblemException(Problem.badRequest("by is missing: say who wants this, for the history."));
        }
        return new Act(who, line(reason));
    }

    /** A text as it may stand in one line of a log or a table; null where there is none. */
    private static String line(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String line = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    private static long invoice(String text) {
        try {
            long number = Long.parseLong(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ProblemException(Problem.badRequest(
                "\"" + text + "\" cannot be an invoice number; expected a whole number, 1 or more."));
    }

    private static State replayable(String label) {
        for (State state : new State[] {State.UNDELIVERED, State.REJECTED}) {
            if (state.label().equals(label)) {
                return state;
            }
        }
        throw new ProblemException(Problem.badRequest("Orders of the state \"" + label
                + "\" cannot be replayed together; expected undelivered or rejected."));
    }

    private long count(State state, String account) {
        try (LedgerView view = ledger.view()) {
            return view.overview(clock.instant(), 0).accounts().stream()
                    .filter(row -> account == null || row.account().name().equals(account))
                    .map(AccountOverview::failed)
                    .mapToLong(failed -> failed.getOrDefault(state, 0L))
                    .sum();
        }
    }
}
