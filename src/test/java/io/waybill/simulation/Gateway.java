package io.waybill.simulation;

import static io.waybill.ledger.Ledger.await;

import io.waybill.account.Account;
import io.waybill.delivery.Backoff;
import io.waybill.delivery.Deliveries;
import io.waybill.delivery.Diagnosis;
import io.waybill.doubt.Answer;
import io.waybill.doubt.Ask;
import io.waybill.doubt.Query;
import io.waybill.doubt.SignedCall;
import io.waybill.health.AccountHealth;
import io.waybill.health.Care;
import io.waybill.ledger.DocumentPlace;
import io.waybill.ledger.DocumentState;
import io.waybill.ledger.DoubtBatch;
import io.waybill.ledger.LeasedOrder;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.MemoryLedger;
import io.waybill.ledger.NewOrder;
import io.waybill.ledger.Opened;
import io.waybill.ledger.RetryLimits;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import io.waybill.ledger.camel.JumpWatch;
import io.waybill.order.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway's process, step by step: what its threads would do, done by whoever calls. It may die in any step. */
final class Gateway {
    private static final int GIVE_UP_AFTER_TRIES = 6;

    private static final long LOOK_AGAIN_MILLIS = 600_000;
    private static final Ask NOBODY =
            new Ask(Query.BILLS_OF_CUSTOMER, Fields.of(List.of(Map.entry("email", "nobody@waybill.invalid"))));

    final MemoryLedger store;
    /** Documents that the source has not been told to forget. */
    final List<Business.Paper> inbox = new ArrayList<>();

    private final World world;
    private final Wire wire;
    private final List<LeasedOrder> ready = new ArrayList<>();
    private Ledger ledger;
    private AccountHealth health;
    private ManualTimer timer;
    private JumpWatch watch;

    Gateway(World world, Wire wire) {
        this.world = world;
        this.wire = wire;
        this.store = new MemoryLedger(
                world.clock,
                failures -> Backoff.STANDARD
                        .delay(failures, world.random.nextDouble())
                        .toMillis(),
                new RetryLimits(Duration.ofHours(24), GIVE_UP_AFTER_TRIES));
    }

    boolean isRunning() {
        return ledger != null;
    }

    Ledger ledger() {
        return ledger;
    }

    AccountHealth health() {
        return health;
    }

    void start() {
        Ledger opened = store.open();
        timer = new ManualTimer(world.events);
        watch = new JumpWatch();
        health = Care.of(opened, world.accounts, this::check, timer);
        ledger = opened;
        watch.hasJumped(await(opened.doubts(World.MAIN, 0)), world.events.now() * 1_000_000);
        await(opened.clockJumped(World.MAIN));
        world.tell("the gateway has started");
    }

    /** Nothing of the process is left but what it has committed. */
    void die(String why) {
        world.tell("the gateway dies: " + why);
        wire.cut();
        ready.clear();
        ledger = null;
        if (timer != null) {
            timer.shutdownNow();
        }
        store.drop();
    }

    private Diagnosis check(Account account) {
        Answer answer = new SignedCall(account, wire.post()).ask(NOBODY);
        world.tell("the account is tried: " + answer);
        return answer instanceof Answer.None
                ? new Diagnosis(Diagnosis.Kind.UNVERIFIED, null, "It was refused.", null)
                : new Diagnosis(Diagnosis.Kind.WELL, 400, "It answers.", null);
    }

    // ---- intake

    /** Reads a document of the inbox, or goes on with it where the ledger stands. */
    void read(Business.Paper paper) {
        DocumentPlace place = await(ledger.place(paper.document().reference()));
        if (place == null || place.state() == DocumentState.READING) {
            List<NewOrder> orders = paper.read(world);
            boolean whole = paper.first() == 0;
            Opened opened =
                    await(ledger.accept(paper.document(), whole ? orders : orders.subList(0, paper.first()), whole));
            if (!whole) {
                await(ledger.accept(
                        opened.id(), paper.document().early(), orders.subList(paper.first(), orders.size())));
            }
            if (opened.reading()) {
                await(ledger.read(opened.id()));
            }
            orders.forEach(order -> world.tell("read " + paper.document().reference() + " " + order.operation() + " "
                    + order.ref() + " as " + order.reference() + " " + order.query()));
        }
        inbox.remove(paper);
    }

    void dropUnknownTargets() {
        await(ledger.dropUnknownTargets(Duration.ofMinutes(10)));
    }

    // ---- delivery

    void take(int most) {
        ready.addAll(await(ledger.lease(World.MAIN, most)).orders());
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    void sendOne() {
        LeasedOrder order = ready.remove(world.random.nextInt(ready.size()));
        world.tell(order.order().reference() + "/" + order.order().attempt() + " is sent");
        wire.send(order.order(), verdict -> settle(order, verdict));
    }

    private void settle(LeasedOrder order, Verdict verdict) {
        await(ledger.settle(order, verdict));
        if (verdict.verified() && verdict.suspend() == null) {
            ledger.signals().trusted(World.MAIN);
        }
        if (verdict.state() == State.CONFIRMED && order.order().operation().creates()) {
            wire.known.add(verdict.billId());
        }
    }

    void giveBack() {
        List<LeasedOrder> unsent = List.copyOf(ready);
        ready.clear();
        await(ledger.giveBack(unsent));
    }

    // ---- doubts, as a lane of doubts goes about them

    /** Lets time go on while the lane looks after doubts as they become due. */
    void askFor(long millis) {
        long until = world.events.now() + millis;
        while (world.events.now() < until) {
            long wait = ask(100);
            if (wait > 0) {
                world.events.advance(Math.min(wait, until - world.events.now()));
            }
        }
    }

    /** Returns in how many milliseconds to look again. */
    long ask(int most) {
        DoubtBatch batch = await(ledger.doubts(World.MAIN, most));
        if (watch.hasJumped(batch, world.events.now() * 1_000_000)) {
            world.tell("the clock has jumped: asking begins anew");
            await(ledger.clockJumped(World.MAIN));
            return 0;
        }
        if (batch.doubts().isEmpty()) {
            if (batch.next() == null) {
                return Long.MAX_VALUE;
            }
            long wait = Duration.between(batch.asOf(), batch.next()).toMillis();
            // a suspended account, or a clock that may be set
            return wait <= 0 || wait > LOOK_AGAIN_MILLIS ? LOOK_AGAIN_MILLIS : wait;
        }
        var findings = Deliveries.resolve(world.accounts, world.clock, wire.post(), world.farClock, batch);
        findings.resolutions().forEach((doubt, found) -> world.tell(doubt.reference() + " is asked about: " + found));
        await(ledger.resolved(findings));
        return 0;
    }
}
