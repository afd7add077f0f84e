package io.waybill.intake;

import io.waybill.account.Account;
import io.waybill.intake.mapping.Mapping;
import io.waybill.order.Fault;
import io.waybill.order.Fields;
import io.waybill.order.Judged;
import io.waybill.order.OrderRules;
import io.waybill.order.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of the orders of a document what is wrong with them, and what would be sent to which account. */
final class OrderJudge {
    private final String sourceAccount;
    private final Set<String> scope;
    private final IntakeTerms terms;
    private final Mapping mapping;

    /**
     * @param sourceAccount the account that the document's source is for, or null where the orders say it
     * @param mapping by which the orders were read, or null
     */
    OrderJudge(String sourceAccount, IntakeTerms terms, Mapping mapping) {
        this(sourceAccount, null, terms, mapping);
    }

    /** As above, for a source that may use the accounts of those names alone; null for any. */
    OrderJudge(String sourceAccount, Set<String> scope, IntakeTerms terms, Mapping mapping) {
        this.sourceAccount = sourceAccount;
        this.scope = scope;
        this.terms = terms;
        this.mapping = mapping;
    }

    /**
     * What is to be said of an order.
     *
     * @param judged what the rules say
     * @param account where it goes; empty if that cannot be told
     * @param sent its fields in the account's spelling
     * @param faults all that is wrong with it, each with the partner's name of its field
     */
    record Verdict(Judged judged, Optional<Account> account, Fields sent, List<Fault> faults) {}

    Verdict judge(RawOrder raw) {
        Judged judged = OrderRules.judge(raw.fields(), raw.faults(), terms.leniency());
        List<Fault> faults = new ArrayList<>(judged.faults());
        Optional<Account> account = account(judged.account(), faults);
        Fields sent = account.map(Account::spelling).orElse(Spelling.STANDARD).of(judged.fields());
        return new Verdict(
                judged, account, sent, faults.stream().map(this::told).toList());
    }

    private Fault told(Fault fault) {
        String source = mapping == null ? null : mapping.source(fault.field());
        return source == null ? fault : fault.from(source);
    }

    private Optional<Account> account(String named, List<Fault> faults) {
        String name = named != null ? named : sourceAccount;
        Optional<Account> account = (name == null
                        ? terms.accounts().standard()
                        : terms.accounts().named(name))
                .filter(known -> isInScope(known.key().name()));
        if (account.isEmpty()) {
            String names = terms.accounts().all().stream()
                    .map(known -> known.key().name())
                    .filter(this::isInScope)
                    .collect(Collectors.joining(", "));
            faults.add(Fault.of("account", name, "one of the configured accounts: " + names));
        }
        return account;
    }

    private boolean isInScope(String account) {
        return scope == null || scope.contains(account);
    }
}
