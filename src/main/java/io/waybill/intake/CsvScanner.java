package io.waybill.intake;

import io.waybill.order.Fault;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits text into rows and cells by RFC 4180, with any line break and any delimiter, holding one row at a time.
 *
 * <p>It is our own because the documents are: after a misplaced quote it goes on at the next line, and a cell of any
 * length costs a bounded memory, so that one bad row is one bad order. Libraries end the document there.
 */
final class CsvScanner {
    private final Characters in;
    private final char delimiter;
    private boolean terminated = true;

    private final StringBuilder cell = new StringBuilder();
    private int held;
    private Fault fault;

    CsvScanner(Reader in, char delimiter) {
        this.in = new Characters(in);
        this.delimiter = delimiter;
    }

    char delimiter() {
        return delimiter;
    }

    /** True if the last row that was read ended with a line break. */
    boolean terminated() {
        return terminated;
    }

    /**
     * The next row, blank ones included, or null at the end.
     *
     * @throws BrokenDocumentException if the document ends within a quoted cell; its line is where the quote opens
     */
    TableRow next() throws IOException, BrokenDocumentException {
        if (in.peek() == Characters.END) {
            return null;
        }
        long begin = in.line();
        List<String> cells = new ArrayList<>();
        held = 0;
        fault = null;
        boolean more = true;
        while (more) {
            cell.setLength(0);
            readCell();
            if (hold()) {
                cells.add(cell.toString());
            }
            more = in.peek() == delimiter;
            if (more) {
                in.read();
            }
        }
        terminated = in.peek() != Characters.END;
        in.skipLineBreak();
        return new TableRow(begin, cells, Optional.ofNullable(fault));
    }

    private void readCell() throws IOException, BrokenDocumentException {
        if (in.peek() == '"') {
            readQuoted();
            if (!atCellEnd()) {
                fault("text behind a closing quote", "a delimiter there, and quotes within a quoted cell doubled");
                while (!in.atLineEnd()) {
                    keep(in.read());
                }
            }
            return;
        }
        boolean begun = false;
        while (!atCellEnd()) {
            if (begun && keepRun(delimiter)) {
                continue;
            }
            int c = in.read();
            if (c == '"' && !begun) {
                fault("a space before an opening quote", "the quote right behind the delimiter");
            }
            begun |= c != ' ';
            keep(c);
        }
    }

    private void readQuoted() throws IOException, BrokenDocumentException {
        long opened = in.line();
        in.read();
        while (true) {
            if (keepRun('"')) {
                continue;
            }
            int c = in.read();
            if (c == Characters.END) {
                throw new BrokenDocumentException(
                        opened, "found a quote that opens here and is never closed, expected a closing quote");
            } else if (c == '"') {
                if (in.peek() != '"') {
                    return;
                }
                keep(in.read());
            } else {
                keep(c);
            }
        }
    }

    private boolean atCellEnd() throws IOException {
        return in.atLineEnd() || in.peek() == delimiter;
    }

    // what keep would do with each of them
    private boolean keepRun(char stop) throws IOException {
        int length = in.readRun(stop, Limits.ORDER_CHARACTERS - held, cell);
        held += length;
        return length > 0;
    }

    private void keep(int c) {
        if (hold()) {
            cell.append((char) c);
        }
    }

    // A cell counts as one character more than its text, so that a row of nothing but delimiters is bounded too.
    private boolean hold() {
        if (held < Limits.ORDER_CHARACTERS) {
            held++;
            return true;
        }
        fault = new Fault("", "a longer row", Limits.CHARACTERS_EXPECTED);
        return false;
    }

    private void fault(String found, String expected) {
        if (fault == null) {
            fault = new Fault("", found + " on line " + in.line(), expected);
        }
    }
}
