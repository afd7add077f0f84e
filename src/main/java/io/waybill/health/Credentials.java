package io.waybill.health;

import io.waybill.account.Account;
import io.waybill.order.AccountKey;

/** Where accounts are configured. */
@FunctionalInterface
public interface Credentials {
    /**
     * The account as it is configured now, its key file read now.
     *
     * @throws CredentialsException if it cannot be used as it stands there
     */
    Account now(AccountKey account);
}
