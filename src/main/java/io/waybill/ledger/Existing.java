package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What comes of the answer 601: the API took another order for this one, and did nothing. The other one may be this
 * order itself, by an attempt that nobody knows the end of, so that it is asked about; but one that is known to be
 * another order's is no question, and what a person says of it is the end.
 */
final class Existing {
    static final int CODE = 601;

    private static final String REFUSED =
            "The API took %s for this order and refused it (code 601); %s: likely a" + " duplicate.";

    private Existing() {}

    /** Whether a verdict is that answer. */
    static boolean isAnswer(Verdict verdict) {
        return verdict.verified() && verdict.errorCode() != null && verdict.errorCode() == CODE;
    }

    /** The verdict that holds for the order: one that names a number of another order of ours is a refusal. */
    static Verdict weigh(Tx tx, DueOrder order, Verdict verdict) throws SQLException {
        if (!isAnswer(verdict) || verdict.billId() == null) {
            return verdict;
        }
        String reason = ofAnother(tx, order.id(), verdict.billId());
        return reason == null
                ? verdict
                : new Verdict(
                        State.REJECTED,
                        verdict.billId(),
                        verdict.httpStatus(),
                        verdict.errorCode(),
                        verdict.errorText(),
                        true,
                        verdict.reply(),
                        reason,
                        null,
                        verdict.retryAfter());
    }

    /** Why an order is refused for that invoice: because another order of ours has it. Null if none has. */
    static String ofAnother(Tx tx, long order, long billId) throws SQLException {
        Target other = Target.ofInvoice(tx, order, billId);
        return other == null ? null : REFUSED.formatted("invoice " + billId, "that one is " + other.place());
    }

    /** Why an order is refused for that invoice: because it does not bear the order's marker. */
    static String unmarked(long billId) {
        return REFUSED.formatted("invoice " + billId, "that one does not bear this order's marker");
    }

    /** Why an order in doubt is refused whose last answer was 601, where a person has not found it; null for others. */
    static String unseen(Tx tx, Subject order) throws SQLException {
        try (ResultSet row = tx.query(
                "select d.existing from doubt d join outcome u on u.order_id = d.order_id"
                        + " where d.order_id = ? and u.error_code = ? and u.reply is not null",
                order.id(),
                CODE)) {
            if (!row.next()) {
                return null;
            }
            Long billId = Columns.number(row, 1);
            return REFUSED.formatted(
                    billId == null ? "another order" : "invoice " + billId, "that one is not this order");
        }
    }
}
