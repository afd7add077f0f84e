package io.waybill.rest;

import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.OrderFilter;
import io.waybill.ledger.OrderPage;
import io.waybill.ledger.OrderRow;
import io.waybill.ledger.OrderStory;
import io.waybill.ledger.UnknownDocumentException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what callers ask of their orders: those of their accounts, as if there were no others. */
public final class OrderQueries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderQueries.class);
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int SAME_REF = 20;

    private final Ledger ledger;
    private final Clock clock;
    private final LazyView view;

    /** Answers from that ledger. */
    public OrderQueries(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.view = new LazyView(ledger);
    }

    /** Orders by filter, the newest first, a page at a time; with a ref the whole story of each. */
    public void orders(Exchange exchange) {
        Call call = Call.of(exchange);
        answer(exchange, () -> {
            call.allowOnly("ref", "state", "account", "after", "limit");
            Caller caller = call.caller();
            String account = call.parameter("account").orElse(null);
            if (account != null && !caller.accounts().contains(account)) {
                throw new ProblemException(PostedDocument.forbidden(caller, account));
            }
            String ref = call.parameter("ref").orElse(null);
            OrderFilter filter = new OrderFilter(
                    Operations.state(call.parameter("state").orElse(null)),
                    account == null ? caller.accounts() : Set.of(account),
                    ref);
            int limit = (int) Operations.number("limit", call.parameter("limit").orElse(null), PAGE, LARGEST_PAGE);
            Long before = call.parameter("after")
                    .map(after -> Operations.number("after", after, 0, Long.MAX_VALUE))
                    .orElse(null);
            OrderPage page = view.get().orders(filter, before, ref == null ? limit : Math.min(limit, SAME_REF));
            return ref == null ? OrderJson.page(page) : stories(page);
        });
    }

    private String stories(OrderPage page) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("orders");
            for (OrderRow row : page.orders()) {
                OrderStory story = view.get().story(row.reference());
                if (story != null) {
                    StoryJson.write(json, story, page.orders(), clock.instant());
                }
            }
            json.writeEndArray();
            JsonText.number(json, "next", page.next());
            json.writeEndObject();
        });
    }

    /** The whole story of one order, by its public id. */
    public void order(Exchange exchange, @Header("id") String id) {
        Call call = Call.of(exchange);
        answer(exchange, () -> {
            call.allowOnly();
            OrderStory story = view.get().story(id);
            if (story == null
                    || !call.caller()
                            .accounts()
                            .contains(story.order().account().name())) {
                throw new ProblemException(Problem.notFound(
                        "There is no order with this id; a reference is asked for with /api/orders?ref=REF."));
            }
            String ref = story.order().ref();
            List<OrderRow> sameRef = ref == null
                    ? List.of()
                    : view.get()
                            .orders(OrderFilter.of(null, story.order().account().name(), ref), null, SAME_REF)
                            .orders();
            return StoryJson.text(story, sameRef, clock.instant());
        });
    }

    /** What became of the orders of one document, by its public id. */
    public void document(Exchange exchange, @Header("id") String id) {
        Call call = Call.of(exchange);
        answer(exchange, () -> {
            call.allowOnly();
            DocumentResult result;
            try {
                result = ledger.result(id);
            } catch (UnknownDocumentException e) {
                throw noDocument();
            }
            boolean seen = result.orders().stream()
                    .anyMatch(order ->
                            call.caller().accounts().contains(order.account().name()));
            if (!seen) {
                throw noDocument();
            }
            return new DocumentJson(result, call).text();
        });
    }

    private static ProblemException noDocument() {
        return new ProblemException(Problem.notFound("There is no document with this id."));
    }

    private static void answer(Exchange exchange, Supplier<String> question) {
        Message message = exchange.getMessage();
        try {
            String text = question.get();
            message.removeHeaders("*");
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            message.setHeader("Cache-Control", "no-store");
            message.setBody(text);
        } catch (ProblemException e) {
            PostedAnswer.answer(message, e.problem());
        } catch (RuntimeException e) {
            LOG.error("A question could not be answered", e);
            PostedAnswer.answer(message, Problem.failed("The log of the gateway says why."));
        }
    }

    @Override
    public void close() {
        view.close();
    }
}
