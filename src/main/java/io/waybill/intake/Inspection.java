package io.waybill.intake;

import io.waybill.account.Account;
import io.waybill.intake.mapping.Mapping;
import io.waybill.order.Fault;
import io.waybill.order.Fields;
import io.waybill.order.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Looks at a document as intake would, and accepts nothing of it. */
public final class Inspection {
    private final IntakeTerms terms;
    private final String account;
    private final Mapping mapping;

    /**
     * @param terms what holds for every document
     * @param account the configured name of the account that its source is for, or null where the orders say it
     * @param mapping by which it is read, or null for the API's own names
     */
    public Inspection(IntakeTerms terms, String account, Mapping mapping) {
        this.terms = terms;
        this.account = account;
        this.mapping = mapping;
    }

    /**
     * One order as it would be accepted.
     *
     * @param position its number in the document, from 1
     * @param line the line on which it begins, from 1
     * @param operation what it asks for; null if that is no operation
     * @param ref the business's reference, or null
     * @param account where it would go, or null if that cannot be told
     * @param sent the fields that would be sent, without Waybill's mark and the signature
     * @param faults why it would be refused; empty if it would not
     */
    public record Inspected(
            int position,
            long line,
            Operation operation,
            String ref,
            Account account,
            Fields sent,
            List<Fault> faults) {}

    /** What the file would be taken for. */
    public DocumentContent content(Path file) throws UnreadableDocumentException, IOException {
        String sheet = mapping == null ? "" : mapping.sheet();
        return DocumentContent.of(file, file.getFileName().toString(), null, sheet);
    }

    /**
     * Reads what is in a file, streaming.
     *
     * @param orders takes each order
     * @throws UnreadableDocumentException if no order can be read
     * @throws BrokenDocumentException if it cannot be read on from some point
     * @throws IOException if it cannot be had
     */
    public void read(DocumentContent content, Consumer<Inspected> orders)
            throws UnreadableDocumentException, BrokenDocumentException, IOException {
        OrderJudge judge = new OrderJudge(account, terms, mapping);
        content.read(mapping, raw -> orders.accept(inspected(raw, judge.judge(raw))));
    }

    private static Inspected inspected(RawOrder raw, OrderJudge.Verdict verdict) {
        return new Inspected(
                raw.position(),
                raw.line(),
                verdict.judged().operation(),
                verdict.judged().ref(),
                verdict.account().orElse(null),
                verdict.sent(),
                verdict.faults());
    }
}
