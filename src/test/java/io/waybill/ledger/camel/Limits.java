package io.waybill.ledger.camel;

import io.waybill.order.AccountKey;
import java.util.Collection;
import java.util.List;

/** The same limit for each of these accounts. */
record Limits(int most, List<AccountKey> all) implements SendingLimits {
    Limits(int most, AccountKey... accounts) {
        this(most, List.of(accounts));
    }

    @Override
    public Collection<AccountKey> accounts() {
        return all;
    }

    @Override
    public int inFlight(AccountKey account) {
        return most;
    }
}
