package io.waybill.ledger.camel;

import io.waybill.order.AccountKey;
import java.util.Collection;

/** The accounts that may send, and how much at a time. */
public interface SendingLimits {
    /** Every account whose orders are to be sent. */
    Collection<AccountKey> accounts();

    /** How many orders of the account may be on the wire at once; at least 1. */
    int inFlight(AccountKey account);

    /** How many orders of the account may go out in a second; 0 for as many as it takes. */
    default double perSecond(AccountKey account) {
        return 0;
    }
}
