package io.waybill.rest;

import io.waybill.intake.Formats;
import io.waybill.intake.IntakeHeaders;
import io.waybill.intake.SmallBody;
import io.waybill.intake.mapping.Mappings;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Names a posted body as a document, for intake: what it is, whose, and under which key it comes again. */
public final class PostedDocument implements Processor {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private final Mappings mappings;
    private final Duration maxWait;

    /**
     * @param mappings those that a caller may name
     * @param maxWait the longest that a caller may ask to wait
     */
    public PostedDocument(Mappings mappings, Duration maxWait) {
        this.mappings = mappings;
        this.maxWait = maxWait;
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.of(exchange);
        call.allowOnly("account", "mapping", "sheet", "wait");
        Waiting.time(call, maxWait);
        Message message = exchange.getMessage();
        message.setHeader(IntakeHeaders.SOURCE, "rest");
        account(call, message);
        String mapping = call.parameter("mapping").orElse(null);
        if (mapping != null && mappings.named(mapping).isEmpty()) {
            throw new ProblemException(Problem.badRequest("There is no mapping \"" + mapping + "\"; "
                    + (mappings.names().isEmpty()
                            ? "there is none."
                            : "expected one of " + String.join(", ", mappings.names()) + ".")));
        }
        message.setHeader(IntakeHeaders.MAPPING, mapping);
        message.setHeader(IntakeHeaders.SHEET, call.parameter("sheet").orElse(null));
        String ending = Formats.endingFor(call.contentType());
        if (RestGate.isGzip(call.contentEncoding())) {
            message.setHeader(IntakeHeaders.NAME, call.caller().name() + ending + ".gz");
            message.setHeader(IntakeHeaders.CONTENT_TYPE, "application/gzip");
        } else {
            message.setHeader(IntakeHeaders.NAME, call.caller().name() + ending);
            message.setHeader(IntakeHeaders.CONTENT_TYPE, call.contentType());
        }
        if (isSmall(call, message)) {
            message.setBody(new SmallBody(message.getBody(byte[].class)));
        }
        if (call.idempotencyKey() != null) {
            message.setHeader(IntakeHeaders.IDENTITY, call.caller().name() + " " + key(call.idempotencyKey()));
        }
    }

    private static boolean isSmall(Call call, Message message) {
        return message.getBody() instanceof byte[] body
                && body.length <= SmallBody.LONGEST
                && ".json".equals(Formats.endingFor(call.contentType()))
                && !RestGate.isGzip(call.contentEncoding());
    }

    private static void account(Call call, Message message) {
        Caller caller = call.caller();
        String account = call.parameter("account").orElse(null);
        if (account != null && !caller.accounts().contains(account)) {
            throw new ProblemException(forbidden(caller, account));
        }
        if (account == null && caller.accounts().size() == 1) {
            account = caller.accounts().iterator().next();
        }
        message.setHeader(IntakeHeaders.ACCOUNT, account);
        message.setHeader(IntakeHeaders.ACCOUNTS, String.join(",", caller.accounts()));
    }

    static Problem forbidden(Caller caller, String account) {
        return new Problem(
                403,
                "Forbidden",
                "This key may not use the account \"" + account + "\"; it may use "
                        + String.join(", ", caller.accounts().stream().sorted().toList()) + ".");
    }

    /** The draft's header is a string in quotes; a bare one is taken as well. */
    private static String key(String header) {
        String text = header.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(Problem.badRequest("The header Idempotency-Key cannot be used; expected 1 to 255"
                    + " printable characters of ASCII without spaces, such as a UUID."));
        }
        return key;
    }
}
