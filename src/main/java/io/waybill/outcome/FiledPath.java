package io.waybill.outcome;

import io.waybill.files.SafeName;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Where everything of a document is filed: pure functions of what was fixed when the document was accepted. All paths
 * are relative to the data folder and have slashes; no name in them is longer than 200 bytes of UTF-8.
 */
public final class FiledPath {
    private static final int STEM_BYTES = 180;
    private static final int REF_BYTES = 140;
    private static final int ACCOUNT_BYTES = 100;
    private static final UnaryOperator<String> WRITABLE = writable();

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
        String ref = order.ref() == null ? "" : WRITABLE.apply(SafeName.readable(order.ref(), REF_BYTES));
        String operation =
                order.operation() == null ? "unknown" : order.operation().apiName();
        return (ref.isEmpty() ? WRITABLE.apply(SafeName.readable(document.stem(), REF_BYTES)) : ref)
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
        LocalDate date = document.date();
        String account = WRITABLE.apply(SafeName.distinct(document.account(), ACCOUNT_BYTES));
        return String.format(
                Locale.ROOT,
                "%s/%04d/%02d/%02d/%s/",
                place,
                date.getYear(),
                date.getMonthValue(),
                date.getDayOfMonth(),
                account);
    }

    private static String stem(FiledDocument document) {
        return WRITABLE.apply(SafeName.distinct(document.stem(), STEM_BYTES));
    }

    /** Java cannot name a file with letters that the locale's encoding lacks: in a C locale, anything but ASCII. */
    private static UnaryOperator<String> writable() {
        try {
            Path anyScript = Path.of("\u0436\u4e00\ud83d\ude00");
            return anyScript.toString().isEmpty() ? FiledPath::ascii : UnaryOperator.identity();
        } catch (InvalidPathException e) {
            return FiledPath::ascii;
        }
    }

    static String ascii(String name) {
        String plain = name.replaceAll("[^\\x00-\\x7f]+", "_");
        return plain.equals(name) ? name : plain + "~" + Integer.toHexString(name.hashCode());
    }
}
