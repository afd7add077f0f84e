package io.waybill.intake;

import io.waybill.account.Accounts;
import io.waybill.intake.mapping.Mapping;
import io.waybill.intake.mapping.Mappings;
import io.waybill.order.Leniency;

/**
 * What holds for every document, wherever it comes from.
 *
 * @param accounts the configured accounts
 * @param leniency what is sent although it is probably a mistake
 * @param mappings the configured mappings
 */
public record IntakeTerms(Accounts accounts, Leniency leniency, Mappings mappings) {
    /** The strict terms, without mappings. */
    public static IntakeTerms of(Accounts accounts) {
        return new IntakeTerms(accounts, Leniency.NONE, Mappings.NONE);
    }

    /** The mapping of that name; null for null and for one that is not there. */
    Mapping mapping(String name) {
        return name == null ? null : mappings.named(name).orElse(null);
    }
}
