package io.waybill.ledger;

import io.waybill.order.AccountKey;
import io.waybill.order.Fields;
import io.waybill.order.Identity;
import io.waybill.order.Marker;
import io.waybill.order.Operation;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An order to hand to the ledger, built as intake builds it. Immutable. */
public final class Draft {
    /** The account of a draft that says no other. */
    public static final AccountKey MAIN = new AccountKey("main", true);

    private static final Random RANDOM = new Random(7);

    private final Operation operation;
    private final String ref;
    private final Long billId;
    private final String requestId;
    private final AccountKey account;
    private final List<Map.Entry<String, String>> fields;
    private final boolean early;
    private final String invalid;

    private Draft(
            Operation operation,
            String ref,
            Long billId,
            String requestId,
            AccountKey account,
            List<Map.Entry<String, String>> fields,
            boolean early,
            String invalid) {
        this.operation = operation;
        this.ref = ref;
        this.billId = billId;
        this.requestId = requestId;
        this.account = account;
        this.fields = fields;
        this.early = early;
        this.invalid = invalid;
    }

    /** A CreateOrder of that reference, or of none (null). */
    public static Draft create(String ref) {
        return new Draft(
                Operation.CREATE_ORDER,
                ref,
                null,
                null,
                MAIN,
                List.of(Map.entry("bill_email", "anna@example.com")),
                ref != null,
                null);
    }

    /** A DeleteOrder for the create of that reference. */
    public static Draft delete(String ref) {
        return new Draft(Operation.DELETE_ORDER, ref, null, null, MAIN, List.of(), ref != null, null);
    }

    /** A DeleteOrder for that invoice. */
    public static Draft deleteInvoice(long billId) {
        return new Draft(
                Operation.DELETE_ORDER,
                null,
                billId,
                null,
                MAIN,
                List.of(Map.entry("bill_id", Long.toString(billId))),
                false,
                null);
    }

    /** The same with a request id. */
    public Draft request(String id) {
        return new Draft(operation, ref, billId, id, account, fields, early, invalid);
    }

    /** The same for another account. */
    public Draft on(AccountKey other) {
        return new Draft(operation, ref, billId, requestId, other, fields, early, invalid);
    }

    /** The same with these fields: name, text, name, text... */
    public Draft with(String... namesAndTexts) {
        List<Map.Entry<String, String>> pairs = new java.util.ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            pairs.add(Map.entry(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        return new Draft(operation, ref, billId, requestId, account, List.copyOf(pairs), early, invalid);
    }

    /** The same, held until its document has been read. */
    public Draft held() {
        return new Draft(operation, ref, billId, requestId, account, fields, false, invalid);
    }

    /** The same with something wrong with it. */
    public Draft invalid(String why) {
        return new Draft(operation, ref, billId, requestId, account, fields, early, why);
    }

    /** The order at a place of a document. */
    public NewOrder at(String identityBase, int position) {
        Fields all = Fields.of(fields);
        boolean byRef = !operation.creates() && ref != null;
        String query = all.pairs().isEmpty()
                ? ""
                : all.pairs().get(0).getKey() + "=" + all.pairs().get(0).getValue();
        return new NewOrder(
                marker(),
                position,
                position + 1L,
                account,
                operation,
                ref,
                identity(identityBase, position),
                byRef ? Identity.ofCreate(account, ref) : null,
                billId,
                Identity.digest(operation, ref, all),
                query,
                early,
                invalid);
    }

    private static synchronized String marker() {
        return Marker.random(RANDOM);
    }

    private byte[] identity(String identityBase, int position) {
        if (operation.creates() && ref != null) {
            return Identity.ofCreate(account, ref);
        }
        return requestId != null
                ? Identity.ofRequest(account, requestId)
                : Identity.ofPlace(account, identityBase, position);
    }
}
