package io.waybill.rest;

import io.waybill.intake.DocumentBusyException;
import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.HeldElsewhereException;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.OrderResult;
import io.waybill.ledger.State;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whoever posted a document with what became of it; where asked to wait, when that is known. */
public final class PostedAnswer extends AsyncProcessorSupport {
    private static final Logger LOG = LoggerFactory.getLogger(PostedAnswer.class);

    private final Ledger ledger;
    private final Waiting waiting;
    private final Duration maxWait;
    private final Executor executor;

    /**
     * @param waiting where calls wait
     * @param maxWait the longest that they may
     * @param server whose threads write the answers
     */
    public PostedAnswer(Ledger ledger, Waiting waiting, Duration maxWait, RestServer server) {
        this.ledger = ledger;
        this.waiting = waiting;
        this.maxWait = maxWait;
        this.executor = server.workers();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Call call = Call.of(exchange);
        call.release();
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (failure != null) {
            answer(exchange.getMessage(), problem(failure));
            callback.done(true);
            return true;
        }
        DocumentResult result = exchange.getMessage().getBody(DocumentResult.class);
        Duration time = Waiting.time(call, maxWait);
        if (!time.isZero() && isTaken(result) && !Waiting.isKnown(result)) {
            boolean waits = waiting.begin(
                    result,
                    time,
                    () -> executor.execute(() -> {
                        answerAnew(exchange, call, result);
                        callback.done(false);
                    }));
            if (waits) {
                return false;
            }
        }
        answer(exchange.getMessage(), call, result, !time.isZero() && Waiting.isKnown(result));
        callback.done(true);
        return true;
    }

    private void answerAnew(Exchange exchange, Call call, DocumentResult before) {
        DocumentResult result = before;
        try {
            result = before.asOf(ledger.result(before.holder()));
        } catch (RuntimeException e) {
            LOG.warn(
                    "What became of document {} cannot be told after waiting for it: {}",
                    before.document(),
                    e.toString());
        }
        answer(exchange.getMessage(), call, result, Waiting.isKnown(result));
    }

    /** Whether any of it will be, or was, sent. */
    private static boolean isTaken(DocumentResult result) {
        boolean more = result.total() > result.orders().size();
        return more || result.orders().stream().map(OrderResult::state).anyMatch(PostedAnswer::isTaken);
    }

    private static boolean isTaken(State state) {
        return state != State.INVALID && state != State.CONFLICT;
    }

    private static void answer(Message message, Call call, DocumentResult result, boolean known) {
        DocumentJson json = new DocumentJson(result, call);
        Problem problem = switch (result.end()) {
            case UNREADABLE -> new Problem(400, "Unreadable body", result.reason());
            case CONFLICT ->
                new Problem(
                        422,
                        "Idempotency-Key used before",
                        "Another body came under this Idempotency-Key before; nothing of this one was taken.");
            default ->
                isTaken(result)
                        ? null
                        : new Problem(
                                        422,
                                        "No order could be taken",
                                        result.reason() != null
                                                ? result.reason()
                                                : "What is wrong with each order stands in errors; correct it and"
                                                        + " send the orders again, under another Idempotency-Key.")
                                .with(json::members);
        };
        if (problem != null) {
            answer(message, problem);
            return;
        }
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, known ? 200 : 202);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Location", json.location());
        message.setBody(json.text());
    }

    static void answer(Message message, Problem problem) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        message.setHeader(Exchange.CONTENT_TYPE, Problem.CONTENT_TYPE);
        problem.headers().forEach(message::setHeader);
        message.setBody(problem.json());
    }

    /** Why a call came to nothing. */
    static Problem problem(Exception failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof DocumentBusyException || failure instanceof HeldElsewhereException) {
            return new Problem(
                            409,
                            "In process",
                            "A call with this Idempotency-Key is in process; send this one again when that one is answered.")
                    .with("Retry-After", "1");
        }
        if (failure instanceof IOException) {
            LOG.warn("A body could not be taken: {}", failure.toString());
            return Problem.unavailable("The body could not be put on the disk; nothing of it was taken. Send it again"
                    + " later, with the same Idempotency-Key.");
        }
        LOG.error("A body could not be taken", failure);
        return Problem.failed("What became of the body is not known; send it again with the same Idempotency-Key.");
    }
}
