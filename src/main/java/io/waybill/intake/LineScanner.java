package io.waybill.intake;

import java.io.IOException;
import java.io.Reader;

/** Splits text into lines at any line break, holding no more of one than an order may have. */
final class LineScanner {
    private final Characters in;
    private final StringBuilder text = new StringBuilder();
    private boolean terminated = true;

    LineScanner(Reader in) {
        this.in = new Characters(in);
    }

    /** True if the last line that was read, blank ones included, ended with a line break. */
    boolean terminated() {
        return terminated;
    }

    /** The next line that is not blank, or null at the end. It is whole if it ended with a line break. */
    JsonScanner.Value next() throws IOException {
        while (in.peek() != Characters.END) {
            long line = in.line();
            boolean oversize = takeLine();
            terminated = in.peek() != Characters.END;
            in.skipLineBreak();
            String taken = text.toString();
            if (oversize || !taken.isBlank()) {
                return new JsonScanner.Value(line, taken, oversize, terminated);
            }
        }
        return null;
    }

    private boolean takeLine() throws IOException {
        text.setLength(0);
        boolean oversize = false;
        while (!in.atLineEnd()) {
            int c = in.read();
            if (text.length() < Limits.ORDER_CHARACTERS) {
                text.append((char) c);
            } else {
                oversize = true;
            }
        }
        return oversize;
    }
}
