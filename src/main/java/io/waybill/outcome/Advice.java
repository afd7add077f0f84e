package io.waybill.outcome;

import io.waybill.ledger.SettledOrder;
import io.waybill.order.Operation;

/** What a person should do next about a settled order, in one sentence. A pure function. */
public final class Advice {
    private Advice() {}

    /** The sentence for an order in any settled state. */
    public static String of(SettledOrder order) {
        return switch (order.state()) {
            case CONFIRMED -> "Nothing to do: the order went through.";
            case IN_DOUBT -> inDoubt(order);
            case REJECTED -> rejected(order);
            case UNDELIVERED -> undelivered(order);
            case INVALID -> "Correct what the reason names and drop the order again; nothing was sent.";
            case DUPLICATE -> "Nothing to do: " + first(order) + " is the same order and stands.";
            case CONFLICT -> conflict(order);
            case DISCARDED -> "Nothing to do: a person discarded it; drop it again if it is wanted after all.";
            case ACCEPTED, SENDING -> "Nothing to do yet: the order is on its way.";
        };
    }

    private static String inDoubt(SettledOrder order) {
        if (order.question() != null) {
            return order.question().advice();
        }
        if (order.operation() == Operation.DELETE_ORDER) {
            return "Look in the shop whether " + invoice(order) + " is still there and, only if it is, drop the"
                    + " deletion again with a request_id of its own.";
        }
        if (is(order, 601)) {
            return "Look in the shop at " + invoice(order) + ": tagged " + order.reference()
                    + " it is this order and stands, otherwise it is an older one that the shop took for the same;"
                    + " do not drop this one again before that.";
        }
        return "Look in the shop for an order tagged " + order.reference()
                + " (in its tag or its comment): if it is there, it stands; if not, drop the order again with another"
                + " ref; do not drop it again before that.";
    }

    private static String rejected(SettledOrder order) {
        int code = order.errorCode() == null ? 0 : order.errorCode();
        return switch (code) {
            case 600 -> "Correct the e-mail address (bill_email) and drop the order again.";
            case 601 ->
                "Compare the order with " + invoice(order) + " in the shop, which the API took for the same and which"
                        + " is not this one; if it is wanted twice, change what makes them alike and drop it again.";
            case 603 -> "Add at least one product (goods[0][good_name]) and drop the order again.";
            case 604 ->
                "Correct the product's name (good_name), which is not in the shop, or create the product"
                        + " there, and drop the order again; the name is the one in the address of the product's order"
                        + " page.";
            case 605 ->
                "Add the delivery fields (bill_first_name, bill_surname, bill_country, bill_city,"
                        + " bill_address), which a physical product needs, and drop the order again.";
            case 200, 302, 400 ->
                "Check the invoice number: the shop has no such invoice, so there may be nothing"
                        + " left to do; if the number is wrong, correct it and drop the order again.";
            case 203 -> "Add the invoice number (bill_id) or the ref of an order and drop the order again.";
            case 201, 303 -> "Correct the status, which the shop does not know, and drop the order again.";
            case 3 -> "Look for a field that is missing or malformed, correct it and drop the order again.";
            case 4 ->
                "Look for unusual characters in the order's names and texts, which the shop reads otherwise than"
                        + " they were sent, and drop the order again without them; please report the case.";
            default -> "Correct what the error text names and drop the order again.";
        };
    }

    private static String undelivered(SettledOrder order) {
        if (order.related() != null) {
            return "See to order " + order.related()
                    + " first, which this one depends on and which failed: when that one"
                    + " is replayed, this one goes with it; nothing was sent.";
        }
        return "Mend what the reason names, then replay the order (./waybill replay " + order.reference()
                + "); the shop has not taken it.";
    }

    private static String conflict(SettledOrder order) {
        if (order.operation() != null && !order.operation().creates()) {
            return "If this is another request than " + first(order)
                    + ", give it a request_id of its own and drop it again; otherwise there is nothing to do.";
        }
        return "If this is another order than " + first(order)
                + ", give it a ref of its own and drop it again; if it is to replace that one, delete that one first.";
    }

    private static String first(SettledOrder order) {
        return order.related() == null ? "the first one" : order.related();
    }

    private static String invoice(SettledOrder order) {
        return order.billId() == null ? "the invoice" : "invoice " + order.billId();
    }

    private static boolean is(SettledOrder order, int code) {
        return order.errorCode() != null && order.errorCode() == code;
    }
}
