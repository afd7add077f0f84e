package io.waybill.intake;

import io.waybill.intake.packed.PackingException;
import io.waybill.intake.packed.Unpacking;
import io.waybill.intake.xlsx.XlsxDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The tables among the documents that were accepted, for those who read them again. */
public final class Tables {
    private static final String SHEET = ":";

    private Tables() {}

    /** What the ledger keeps of a document's format: the format's name, and the sheet's if one was asked for. */
    static String format(Format format, String sheet) {
        return format == Format.XLSX && !sheet.isEmpty() ? format.text() + SHEET + sheet : format.text();
    }

    /** What reads a format, of that sheet if one was asked for. */
    static DocumentReader reader(Format format, String sheet) {
        return format == Format.XLSX && !sheet.isEmpty() ? new TableReader(new XlsxDocument(sheet)) : format.reader();
    }

    /** True if documents of that format, as the ledger keeps it, are rows that belong to orders. */
    public static boolean isTable(String format) {
        return format.equals(Format.CSV.text()) || isSheet(format);
    }

    private static boolean isSheet(String format) {
        return format.equals(Format.XLSX.text()) || format.startsWith(Format.XLSX.text() + SHEET);
    }

    /**
     * Reads a table anew, packed as it may be.
     *
     * @param file where it was accepted
     * @param format its format as the ledger keeps it
     * @throws BrokenDocumentException if it cannot be read on from some row; the rows before have been given
     * @throws UnreadableDocumentException if no row can be given
     * @throws IOException if the bytes cannot be had, or from the handler
     */
    public static void read(Path file, String format, TableHandler handler)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        boolean sheet = isSheet(format);
        String name = sheet
                ? format.substring(Math.min(format.length(), Format.XLSX.text().length() + 1))
                : "";
        try (InputStream in = Unpacking.only(file, sheet)) {
            TableDocument table = sheet ? new XlsxDocument(name) : CsvDocument::read;
            table.read(in, handler);
        } catch (PackingException e) {
            throw new UnreadableDocumentException("It cannot be unpacked: " + e.getMessage() + ".");
        }
    }
}
