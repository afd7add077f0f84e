package io.waybill.intake;

import io.waybill.account.Accounts;
import io.waybill.order.Leniency;

/**
 * What holds for every document, wherever it comes from.
 *
 * @param accounts the configured accounts
 * @param leniency what is sent although it is probably a mistake
 */
public record IntakeTerms(Accounts accounts, Leniency leniency) {
    /** The strict terms. */
    public static IntakeTerms of(Accounts accounts) {
        return new IntakeTerms(accounts, Leniency.NONE);
    }
}
