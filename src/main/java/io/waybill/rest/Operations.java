package io.waybill.rest;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.OrderFilter;
import io.waybill.ledger.OrderPage;
import io.waybill.ledger.OrderStory;
import io.waybill.ledger.Overview;
import io.waybill.ledger.State;
import io.waybill.upkeep.DiskSpace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls of the operators' API; the routes name its methods. What cannot be answered becomes a problem. */
public final class Operations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 1000;
    private static final int DOCUMENTS = 10;
    private static final int SAME_REF = 20;

    private final Ledger ledger;
    private final Accounts accounts;
    private final Path data;
    private final String version;
    private final Clock clock;
    private final Pulse pulse;
    private final Supplier<List<String>> concerns;
    private final LazyView view;

    /**
     * Answers from that ledger, on whose data folder that version runs. The ledger is connected to when the first
     * question comes, so that a start does not wait for it.
     */
    public Operations(Ledger ledger, Accounts accounts, Path data, String version, Clock clock) {
        this(ledger, accounts, data, version, clock, List::of);
    }

    /**
     * As above.
     *
     * @param concerns tells what is not well beside the orders, a sentence each
     */
    public Operations(
            Ledger ledger, Accounts accounts, Path data, String version, Clock clock, Supplier<List<String>> concerns) {
        this.concerns = concerns;
        this.ledger = ledger;
        this.accounts = accounts;
        this.data = data;
        this.version = version;
        this.clock = clock;
        this.pulse = new Pulse(clock);
        this.view = new LazyView(ledger);
        ledger.signals().add(pulse);
    }

    /** Is anything stuck, what is suspended and why, what waits, what failed. */
    public void status(Exchange exchange) {
        answer(exchange, () -> {
            Instant now = clock.instant();
            Overview overview = view.get().overview(now, DOCUMENTS);
            List<String> configured = accounts.all().stream()
                    .map(Account::key)
                    .map(key -> key.text())
                    .toList();
            return new StatusJson(
                            overview, view.get().pause(), pulse, DiskSpace.of(data), concerns.get(), configured, now)
                    .text(version, data);
        });
    }

    /** Orders by filter, the newest first, a page at a time. */
    public void orders(
            Exchange exchange,
            @Header("state") String state,
            @Header("account") String account,
            @Header("ref") String ref,
            @Header("after") String after,
            @Header("limit") String limit) {
        answer(exchange, () -> {
            OrderFilter filter = OrderFilter.of(state(state), known(account), ref);
            long most = number("limit", limit, PAGE, LARGEST_PAGE);
            Long before = after == null ? null : number("after", after, 0, Long.MAX_VALUE);
            OrderPage page = view.get().orders(filter, before, (int) most);
            return OrderJson.page(page);
        });
    }

    /** The whole story of one order, by its public id. */
    public void order(Exchange exchange, @Header("id") String id) {
        answer(exchange, () -> {
            OrderStory story = view.get().story(id);
            if (story == null) {
                throw new ProblemException(Problem.notFound("There is no order with the id " + id
                        + "; an id has 16 letters and digits, a reference is asked for with /ops/orders?ref=REF."));
            }
            String ref = story.order().ref();
            OrderPage sameRef = ref == null
                    ? new OrderPage(List.of(), null)
                    : view.get()
                            .orders(OrderFilter.of(null, story.order().account().name(), ref), null, SAME_REF);
            return StoryJson.text(story, sameRef.orders(), clock.instant());
        });
    }

    static State state(String label) {
        if (label == null) {
            return null;
        }
        return Arrays.stream(State.values())
                .filter(state ->
                        state.label().equals(label.toLowerCase(Locale.ROOT).replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.badRequest("There is no state \"" + label
                        + "\"; expected one of "
                        + Arrays.stream(State.values()).map(State::label).collect(Collectors.joining(", ")) + ".")));
    }

    /** An account that is configured no more may still have orders. */
    private String known(String account) {
        if (account == null || accounts.named(account).isPresent()) {
            return account;
        }
        Optional<String> met = view.get().overview(clock.instant(), 0).accounts().stream()
                .map(row -> row.account().name())
                .filter(account::equals)
                .findFirst();
        return met.orElseThrow(() -> new ProblemException(Problem.badRequest("There is no account \"" + account
                + "\"; expected one of "
                + accounts.all().stream().map(one -> one.key().name()).collect(Collectors.joining(", ")) + ".")));
    }

    static long number(String name, String text, long standard, long most) {
        if (text == null) {
            return standard;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ProblemException(Problem.badRequest(
                "\"" + text + "\" cannot be " + name + "; expected a whole number from 1 to " + most + "."));
    }

    static void answer(Exchange exchange, Supplier<String> question) {
        Message message = exchange.getMessage();
        Problem problem = null;
        String text = null;
        try {
            text = question.get();
        } catch (ProblemException e) {
            problem = e.problem();
        } catch (RuntimeException e) {
            LOG.error("A question of an operator could not be answered", e);
            problem = Problem.failed(e instanceof LedgerException ? e.getMessage() + "." : "The log says why.");
        }
        // what came in would go out again, the token with it
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem == null ? 200 : problem.status());
        message.setHeader(Exchange.CONTENT_TYPE, problem == null ? "application/json" : Problem.CONTENT_TYPE);
        message.setBody(problem == null ? text : problem.json());
    }

    @Override
    public void close() {
        ledger.signals().remove(pulse);
        view.close();
    }
}
