package io.waybill.intake;

import io.waybill.account.Account;
import io.waybill.intake.mapping.Mapping;
import io.waybill.ledger.NewOrder;
import io.waybill.order.AccountKey;
import io.waybill.order.Fault;
import io.waybill.order.Fields;
import io.waybill.order.Identity;
import io.waybill.order.Judged;
import io.waybill.order.Marker;
import io.waybill.order.Operation;
import io.waybill.signing.PhpForm;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Makes of what a reader found the order that the ledger takes: judged, identified, marked, encoded. */
final class Assembler {
    private static final AccountKey NO_ACCOUNT = new AccountKey("none", false);

    private final Claim claim;
    private final String identityBase;
    private final OrderJudge judge;
    private final RandomGenerator random;
    private final Findings findings;
    private String place;

    /**
     * @param identityBase what stands for the document in the identity of orders that name none
     * @param mapping by which its orders were read, or null
     */
    Assembler(Claim claim, String identityBase, IntakeTerms terms, Mapping mapping, RandomGenerator random) {
        this(claim, identityBase, terms, mapping, random, new Findings());
    }

    /** As above; what is wrong with an order is noted there, too. */
    Assembler(
            Claim claim,
            String identityBase,
            IntakeTerms terms,
            Mapping mapping,
            RandomGenerator random,
            Findings findings) {
        this.findings = findings;
        this.claim = claim;
        this.identityBase = identityBase;
        this.judge = new OrderJudge(claim.account(), claim.scope(), terms, mapping);
        this.random = random;
        this.place = claim.name();
    }

    /** The orders from here on stand in that document of an archive. */
    void within(String member) {
        place = claim.name() + "/" + member;
    }

    NewOrder assemble(RawOrder raw) {
        OrderJudge.Verdict verdict = judge.judge(raw);
        Judged judged = verdict.judged();
        List<Fault> faults = verdict.faults();
        AccountKey account = verdict.account().map(Account::key).orElse(NO_ACCOUNT);
        findings.add(raw.position(), faults);
        Operation operation = judged.operation();
        String marker = Marker.random(random);
        Fields fields = judged.fields();
        Fields sent = verdict.sent();
        boolean creates = operation != null && operation.creates();
        boolean byRef = operation != null && !creates && judged.ref() != null;
        Long billId = operation == null || creates || !faults.isEmpty()
                ? null
                : fields.get("bill_id").map(Long::valueOf).orElse(null);
        return new NewOrder(
                marker,
                raw.position(),
                raw.line(),
                account,
                operation,
                judged.ref(),
                identity(account, judged, creates, raw.position()),
                byRef && billId == null ? Identity.ofCreate(account, judged.ref()) : null,
                billId,
                Identity.digest(operation, judged.ref(), fields),
                PhpForm.encode((creates ? Marker.into(sent, marker) : sent).pairs()),
                judged.ref() != null,
                faults.isEmpty() ? null : sentence(raw, faults));
    }

    private byte[] identity(AccountKey account, Judged judged, boolean creates, int position) {
        if (creates && judged.ref() != null) {
            return Identity.ofCreate(account, judged.ref());
        }
        if (!creates && judged.requestId() != null) {
            return Identity.ofRequest(account, judged.requestId());
        }
        return Identity.ofPlace(account, identityBase, position);
    }

    private String sentence(RawOrder raw, List<Fault> faults) {
        return place + ", order " + raw.position() + ", line " + raw.line() + ": "
                + faults.stream().map(Fault::sentence).collect(Collectors.joining("; "));
    }
}
