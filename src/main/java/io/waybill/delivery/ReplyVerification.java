package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.ledger.DueOrder;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what became of a call, a reply or an exception, into a {@link Verdict} as body. Nothing of a reply is believed
 * before its hash is verified. The exchange's exception is taken off it: a failed call is an outcome like any other.
 */
public final class ReplyVerification implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyVerification.class);

    /** Exchange property with a {@link Boolean}: whether the order is confirmed, which is what the route's filter asks. */
    public static final String CONFIRMED = "confirmed";

    private final Accounts accounts;

    /** @param accounts the keys to verify with */
    public ReplyVerification(Accounts accounts) {
        this.accounts = accounts;
    }

    /** @throws IllegalStateException if the exchange has not gone through {@link SigningProcessor} */
    @Override
    public void process(Exchange exchange) {
        DueOrder order = exchange.getProperty(SigningProcessor.ORDER, DueOrder.class);
        if (order == null) {
            throw new IllegalStateException("the verification needs the exchange property " + SigningProcessor.ORDER
                    + ": let the signing go before it");
        }
        Verdict verdict = verdict(exchange, order);
        exchange.setException(null);
        exchange.setProperty(CONFIRMED, verdict.isConfirmed());
        exchange.getMessage().setBody(verdict);
    }

    private Verdict verdict(Exchange exchange, DueOrder order) {
        // a key that is changed while a call is under way does not make its reply a forged one
        Optional<Account> account = Optional.ofNullable(exchange.getProperty(SigningProcessor.ACCOUNT, Account.class))
                .or(() -> accounts.of(order.account()));
        if (account.isEmpty()) {
            String problem = "the account " + order.account().text() + " is not configured";
            return unsent("Not sent: " + problem + ".", problem + ": configure it, or discard its orders");
        }
        Judgement judgement = new Judgement(order, account.get().secret());
        SignedForm form = exchange.getProperty(SigningProcessor.FORM, SignedForm.class);
        boolean begun = form != null && form.begun();
        Throwable failure = exchange.getException();
        if (failure == null) {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        if (failure != null) {
            if (!(failure instanceof IOException)) {
                LOG.warn("The call for order {} failed in a way that no call should", order.reference(), failure);
            }
            return judgement.failed(begun, failure);
        }
        Message message = exchange.getMessage();
        if (form == null || message.getBody() == form) {
            return begun
                    ? judgement.failed(true, new IOException("the call left no reply"))
                    : unsent("Not sent: the delivery route makes no call between signing and verification.", null);
        }
        try {
            return judgement.replied(received(message));
        } catch (IOException e) {
            return judgement.failed(true, new BrokenReplyException(status(message), contentType(message), e));
        }
    }

    private static Received received(Message message) throws IOException {
        return new Received(
                status(message),
                contentType(message),
                message.getHeader(HeaderGate.RETRY_AFTER, String.class),
                bytes(message.getBody()));
    }

    private static int status(Message message) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return status == null ? 200 : status;
    }

    private static String contentType(Message message) {
        return message.getHeader(Exchange.CONTENT_TYPE, String.class);
    }

    // Not Camel's conversions: they know no limit, and a compressed reply may be of any size.
    private static byte[] bytes(Object body) throws IOException {
        if (body == null) {
            return new byte[0];
        } else if (body instanceof byte[] bytes) {
            return bytes;
        } else if (body instanceof InputStream in) {
            try (in) {
                byte[] bytes = in.readNBytes(OneCall.LONGEST + 1);
                if (bytes.length > OneCall.LONGEST) {
                    throw new IOException("it is longer than " + OneCall.LONGEST + " bytes");
                }
                return bytes;
            }
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Verdict unsent(String reason, String suspend) {
        return Verdict.unreplied(State.ACCEPTED, reason, suspend);
    }
}
