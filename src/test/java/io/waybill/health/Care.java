package io.waybill.health;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.delivery.Diagnosis;
import io.waybill.ledger.Ledger;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** The care for accounts by a timer of one's own. */
public final class Care {
    private Care() {}

    /** With the standard pauses, and credentials that stay as they are. */
    public static AccountHealth of(
            Ledger ledger, Accounts accounts, Function<Account, Diagnosis> check, ScheduledExecutorService timer) {
        return new AccountHealth(
                ledger, accounts, key -> accounts.of(key).orElseThrow(), check, Pauses.STANDARD, timer);
    }
}
