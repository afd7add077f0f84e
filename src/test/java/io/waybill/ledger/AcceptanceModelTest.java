package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.AccountKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.util.FileSystemUtils;

/** Random lives of a few orders, lived by the ledger and by a model side by side. */
class AcceptanceModelTest {
    private static final String[] REFS = {"A", "B"};
    private static final State[] ENDS = {
        State.CONFIRMED, State.CONFIRMED, State.REJECTED, State.UNDELIVERED, State.IN_DOUBT, State.ACCEPTED
    };
    private static final Act ANNA = new Act("anna", null);
    private static final Map<Step.Kind, State> FITTING = Map.of(
            Step.Kind.REPLAY, State.REJECTED,
            Step.Kind.DISCARD, State.UNDELIVERED,
            Step.Kind.CONFIRM, State.IN_DOUBT,
            Step.Kind.ABSENT, State.IN_DOUBT);
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2024-05-01T10:00:00Z"));

    private static Path folder;
    private static LedgerSite site;
    private static int tries;
    private static long invoices = 1;

    /** Something that happens: which kind of thing, and numbers that say to whom and how. */
    record Step(Kind kind, int one, int two) {
        enum Kind {
            CREATE,
            DELETE,
            DELETE_INVOICE,
            SEND,
            SETTLE,
            REPLAY,
            DISCARD,
            CONFIRM,
            ABSENT
        }
    }

    @BeforeContainer
    static void open() throws IOException {
        folder = Files.createTempDirectory("acceptance-model");
        site = new LedgerSite(Store.SQLITE, folder.resolve("data"), CLOCK);
    }

    @AfterContainer
    static void close() throws IOException {
        site.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Step.Kind> kinds = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(4, Step.Kind.CREATE),
                net.jqwik.api.Tuple.of(3, Step.Kind.DELETE),
                net.jqwik.api.Tuple.of(1, Step.Kind.DELETE_INVOICE),
                net.jqwik.api.Tuple.of(4, Step.Kind.SEND),
                net.jqwik.api.Tuple.of(5, Step.Kind.SETTLE),
                net.jqwik.api.Tuple.of(2, Step.Kind.REPLAY),
                net.jqwik.api.Tuple.of(1, Step.Kind.DISCARD),
                net.jqwik.api.Tuple.of(1, Step.Kind.CONFIRM),
                net.jqwik.api.Tuple.of(1, Step.Kind.ABSENT));
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 11);
        return Combinators.combine(kinds, numbers, numbers)
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(30);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void the_ledger_lives_as_the_model_does(@ForAll("lives") List<Step> life) {
        Life lived = new Life(new AccountKey("t" + tries++, true));
        for (Step step : life) {
            lived.live(step);
            lived.compare(step);
        }
    }

    /** One try: an account of its own in the one ledger. */
    private static final class Life {
        final AccountKey account;
        final AcceptanceModel model = new AcceptanceModel();
        final Map<String, LeasedOrder> sending = new LinkedHashMap<>();

        Life(AccountKey account) {
            this.account = account;
        }

        void live(Step step) {
            String ref = REFS[step.one() % REFS.length];
            switch (step.kind()) {
                case CREATE -> {
                    String fields = "x" + step.two() % 2;
                    String id = site.acceptOne(Draft.create(ref).on(account).with("bill_comment", fields));
                    model.create(id, ref, fields);
                }
                case DELETE -> {
                    // two that wait for one unknown create are a test of their own
                    if (!model.isTargetUnknown(ref)) {
                        model.delete(site.acceptOne(Draft.delete(ref).on(account)), ref);
                    }
                }
                case DELETE_INVOICE -> deleteInvoice(step.one());
                case SEND -> send(step.one());
                case SETTLE -> settle(step.one(), ENDS[step.two() % ENDS.length]);
                case REPLAY -> intervene(step, id -> site.ledger().replay(id, ANNA), model::replay);
                case DISCARD -> intervene(step, id -> site.ledger().discard(id, ANNA), model::discard);
                case CONFIRM -> confirm(step);
                case ABSENT -> intervene(step, id -> site.ledger().absent(id, ANNA), id -> model.resolve(id, null));
            }
        }

        private void confirm(Step step) {
            intervene(step, id -> site.ledger().confirm(id, number(id), ANNA), id -> model.resolve(id, number(id)));
            invoices++;
        }

        /** A create has a number of its own; a delete that of the invoice that it is about. */
        private long number(String id) {
            AcceptanceModel.Order order = model.order(id);
            return order.create ? invoices : order.invoice.billId;
        }

        private void intervene(
                Step step, Function<String, CompletableFuture<Intervened>> act, Predicate<String> expected) {
            List<AcceptanceModel.Order> some = model.orders.stream()
                    .filter(order -> order.state == FITTING.get(step.kind()) || step.two() % 3 == 0)
                    .filter(order -> step.kind() != Step.Kind.CONFIRM || order.state == State.IN_DOUBT)
                    .toList();
            if (!some.isEmpty()) {
                String id = some.get(step.one() % some.size()).id;
                Intervened done = Ledger.await(act.apply(id));
                assertThat(done.isDone()).as("%s: %s", step, done).isEqualTo(expected.test(id));
            }
        }

        /** A delete by number of the create that has the reference now is the same as one by reference. */
        private void deleteInvoice(int which) {
            String ref = REFS[which % REFS.length];
            model.orders.stream()
                    .filter(order -> order.create
                            && order.ref.equals(ref)
                            && order.state != State.DUPLICATE
                            && order.state != State.CONFLICT)
                    .reduce((first, second) -> second)
                    .filter(order -> order.state == State.CONFIRMED)
                    .ifPresent(order -> model.delete(
                            site.acceptOne(Draft.deleteInvoice(order.billId).on(account)), ref));
        }

        private void send(int which) {
            List<LeasedOrder> leased = site.lease(account, 100);
            List<LeasedOrder> some = leased.stream()
                    .filter(order -> (order.order().id() + which) % 3 != 0)
                    .toList();
            List<LeasedOrder> others = new ArrayList<>(leased);
            others.removeAll(some);
            Ledger.await(site.ledger().giveBack(others));
            for (LeasedOrder order : some) {
                sending.put(order.order().reference(), order);
                AcceptanceModel.Order known = model.order(order.order().reference());
                known.state = State.SENDING;
                if (!known.create) {
                    assertThat(order.order().query()).isEqualTo("bill_id=" + known.invoice.billId);
                }
            }
        }

        private void settle(int which, State end) {
            if (sending.isEmpty()) {
                return;
            }
            String id = new ArrayList<>(sending.keySet()).get(which % sending.size());
            LeasedOrder order = sending.remove(id);
            Long billId = end == State.CONFIRMED && model.order(id).create ? Long.valueOf(invoices++) : null;
            site.settle(order, new Verdict(end, billId, 200, 0, "t", true, null, "because", null));
            // a deletion in doubt is repeated
            boolean repeated = end == State.IN_DOUBT && !model.order(id).create;
            model.settle(id, repeated ? State.ACCEPTED : end, billId);
            CLOCK.advance(Duration.ofHours(1));
        }

        void compare(Step step) {
            Map<String, State> states = new LinkedHashMap<>();
            model.orders.forEach(order -> states.put(order.id, order.state));
            Map<String, State> found = new LinkedHashMap<>();
            site.rows(
                            "select c.reference, o.state from orders o join order_content c on c.order_id = o.id"
                                    + " join account a on a.id = o.account_id where a.name = ? order by o.id",
                            account.text())
                    .forEach(row -> found.put((String) row.get(0), State.of(((Number) row.get(1)).intValue())));
            assertThat(found).as("states after %s", step).isEqualTo(states);
            List<LeasedOrder> leased = site.lease(account, 100);
            Ledger.await(site.ledger().giveBack(leased));
            assertThat(new HashSet<>(leased.stream()
                            .map(order -> order.order().reference())
                            .toList()))
                    .as("what is due after %s", step)
                    .isEqualTo(model.due());
        }
    }
}
