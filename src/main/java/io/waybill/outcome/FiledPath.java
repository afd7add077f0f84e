package io.waybill.outcome;

import io.waybill.files.Folders;
import io.waybill.files.SafeName;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;

/**
 * Where everything of a document is filed: pure functions of what was fixed when the document was accepted. All paths
 * are relative to the data folder and have slashes; no name in them is longer than 200 bytes of UTF-8.
 */
public final class FiledPath {
    private static final int STEM_BYTES = 180;
    private static final int REF_BYTES = 140;
    private static final int ACCOUNT_BYTES = 100;

    private FiledPath() {}

    /**
     * Where the receipt or the error entry of an order lies. In the one case in a trillion that another order's file
     * has that name already, it lies beside it under a longer id.
     */
    public static String of(FiledDocument document, SettledOrder order) {
        return document.lines() ? lines(document, order.state()) : single(document, order, 0);
    }

    /** The results of a table: its own rows with their outcomes. */
    public static String results(FiledDocument document) {
        return folder(document, "archive") + stem(document) + ".results.csv";
    }

    /** The failed rows of a table, to be corrected and dropped again. */
    public static String rejects(FiledDocument document) {
        return folder(document, "errors/rejects") + stem(document) + ".rejects.csv";
    }

    /** The file to which orders of that state are appended, for a document of many orders. */
    public static String lines(FiledDocument document, State state) {
        return folder(document, place(state))
                + stem(document)
                + (state == State.CONFIRMED ? ".receipts.jsonl" : ".errors.jsonl");
    }

    /**
     * The file of one order.
     *
     * @param taken how many names of this order were found to be another's
     */
    static String single(FiledDocument document, SettledOrder order, int taken) {
        return folder(document, place(order.state())) + name(document, order, taken);
    }

    /** The file of one order as it was when it had ended in that other state; see {@link #single}. */
    static String earlier(FiledDocument document, SettledOrder order, State state, int taken) {
        return folder(document, place(state)) + name(document, order, taken);
    }

    /** Where such a file lies when its order has got another outcome. */
    static String resolved(FiledDocument document, SettledOrder order, State state, int taken) {
        return folder(document, "errors/.resolved/" + state.label()) + name(document, order, taken);
    }

    private static String name(FiledDocument document, SettledOrder order, int taken) {
        String ref = order.ref() == null ? "" : SafeName.writable(SafeName.readable(order.ref(), REF_BYTES));
        String operation =
                order.operation() == null ? "unknown" : order.operation().apiName();
        return (ref.isEmpty() ? SafeName.writable(SafeName.readable(document.stem(), REF_BYTES)) : ref)
                + "." + operation
                + "." + shortId(order.reference(), taken)
                + ".json";
    }

    private static String shortId(String reference, int taken) {
        return switch (taken) {
            case 0 -> reference.substring(0, Math.min(8, reference.length()));
            case 1 -> reference.substring(0, Math.min(12, reference.length()));
            case 2 -> reference;
            default -> reference + "-" + (taken - 1);
        };
    }

    private static String place(State state) {
        return state == State.CONFIRMED ? "archive" : "errors/" + state.label();
    }

    private static String folder(FiledDocument document, String place) {
        String account = SafeName.writable(SafeName.distinct(document.account(), ACCOUNT_BYTES));
        return place + "/" + Folders.ofDay(document.date()) + "/" + account + "/";
    }

    private static String stem(FiledDocument document) {
        return SafeName.writable(SafeName.distinct(document.stem(), STEM_BYTES));
    }
}
