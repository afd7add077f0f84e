package io.waybill.outcome;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.waybill.files.DurableFile;
import io.waybill.intake.TableHeader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes rows of a table anew, with columns of ours behind its own: same delimiter and byte order mark, RFC 4180.
 * Columns of ours that the table has from an earlier time are left out. Cells that stand under no column come last, so
 * that ours always stand under their names.
 */
final class TableCopy implements AutoCloseable {
    static final String OUTCOME = "waybill_outcome";
    static final String INVOICE = "waybill_invoice";
    static final String REASON = "waybill_reason";

    private static final List<String> OURS = List.of(OUTCOME, INVOICE, REASON);
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\x{2028}\\x{2029}]+");
    private static final char BOM = '\uFEFF';

    private final DurableFile file;
    private final CsvWriter csv;
    private final boolean[] own;

    TableCopy(Path place, TableHeader header, List<String> added) throws IOException {
        own = new boolean[header.names().size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = !OURS.contains(header.names().get(i).strip());
        }
        file = new DurableFile(place);
        try {
            OutputStreamWriter text = new OutputStreamWriter(file.out(), StandardCharsets.UTF_8);
            if (header.bom()) {
                text.write(BOM);
            }
            csv = CsvWriter.builder()
                    .fieldSeparator(header.delimiter())
                    .lineDelimiter(LineDelimiter.CRLF)
                    .build(text);
            row(header.names(), added, List.of());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Writes a row of the table, ours in the columns added, and a note in a cell of its own if there is one. */
    void row(List<String> cells, List<String> ours, List<String> note) throws IOException {
        List<String> out = new ArrayList<>(own.length + ours.size() + note.size());
        for (int i = 0; i < own.length; i++) {
            if (own[i]) {
                out.add(i < cells.size() ? cells.get(i) : "");
            }
        }
        ours.forEach(text -> out.add(harmless(text)));
        if (cells.size() > own.length) {
            out.addAll(cells.subList(own.length, cells.size()));
        }
        out.addAll(note);
        write(out);
    }

    private void write(List<String> cells) throws IOException {
        try {
            csv.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void commit() throws IOException {
        csv.flush();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** One line, and nothing that a spreadsheet would take for a formula: the text may be a stranger's. */
    private static String harmless(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String line = BREAKS.matcher(text).replaceAll(" ");
        return "=+-@".indexOf(line.charAt(0)) >= 0 ? "'" + line : line;
    }
}
