package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.ledger.DueOrder;
import io.waybill.ledger.camel.Attempt;
import io.waybill.ledger.camel.LedgerConstants;
import io.waybill.signing.Signature;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Signs an order that is due. Expects a {@link DueOrder} as body and leaves the signed form in its place, the order in
 * the exchange property {@value #ORDER}, and in {@value #ORDER_API} the endpoint to send it to.
 */
public final class SigningProcessor implements Processor {
    /** Exchange property with the {@link DueOrder}. */
    public static final String ORDER = "order";
    /** Exchange property with the {@link org.apache.camel.Endpoint} of the order's account and operation. */
    public static final String ORDER_API = "orderApi";

    static final String FORM = "orderForm";
    /** Exchange property with the account as it was when it signed; by its key the reply is verified. */
    static final String ACCOUNT = "orderAccount";

    private final Accounts accounts;
    private final OrderApi api;
    private final Predicate<DueOrder> stillOurs;

    /** Without a last check before sending. */
    public SigningProcessor(Accounts accounts, OrderApi api) {
        this(accounts, api, order -> true);
    }

    /**
     * @param accounts logins and keys
     * @param api the endpoints
     * @param stillOurs asked for each order as the last act before its first byte is written, on the sending thread;
     *     if it says no, nothing is sent and the order is surely unsent
     */
    public SigningProcessor(Accounts accounts, OrderApi api, Predicate<DueOrder> stillOurs) {
        this.accounts = accounts;
        this.api = api;
        this.stillOurs = stillOurs;
    }

    /** @throws IllegalArgumentException if the order's account is not configured; nothing is sent then */
    @Override
    public void process(Exchange exchange) {
        DueOrder order = (DueOrder) exchange.getMessage().getBody();
        exchange.setProperty(ORDER, order);
        Account account = accounts.of(order.account())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the account " + order.account().text() + " is not configured"));
        byte[] body =
                Signature.body(order.query(), account.login(), account.secret().reveal());
        Attempt attempt = exchange.getProperty(LedgerConstants.ATTEMPT, Attempt.class);
        SignedForm form = new SignedForm(body, () -> stillOurs.test(order) && begun(attempt));
        exchange.setProperty(FORM, form);
        exchange.setProperty(ACCOUNT, account);
        exchange.setProperty(ORDER_API, api.endpoint(account, order.operation()));
        exchange.getMessage().setBody(form);
    }

    /** From here on whoever holds the attempt must not take it for unsent, whatever becomes of the exchange. */
    private static boolean begun(Attempt attempt) {
        return attempt == null || attempt.begin();
    }
}
