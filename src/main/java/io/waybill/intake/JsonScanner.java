package io.waybill.intake;

import java.io.IOException;
import java.io.Reader;

/**
 * Cuts the values out of JSON text by their brackets and quotes alone, holding no more of one than an order may have.
 * What is in them is for a parser to judge; a value that is too long or too deep for one is passed over safely.
 */
final class JsonScanner {
    /**
     * One value of the document.
     *
     * @param line the line on which it begins
     * @param text its text, cut where it is longer than an order may be
     * @param oversize whether the text was cut
     * @param whole whether the value ended before the document did
     */
    record Value(long line, String text, boolean oversize, boolean whole) {}

    private final Characters in;
    private final StringBuilder text = new StringBuilder();
    private boolean oversize;

    JsonScanner(Reader in) {
        this.in = new Characters(in);
    }

    /** The line at which the scanner stands, from 1. */
    long line() {
        return in.line();
    }

    /** The next character that is no white space, which is not consumed; {@link Characters#END} at the end. */
    int peek() throws IOException {
        while (isBlank(in.peek())) {
            in.read();
        }
        return in.peek();
    }

    /** Consumes one character. */
    void skip() throws IOException {
        in.read();
    }

    /** The value that begins at the next character that is no white space. Its text is empty if none begins there. */
    Value value() throws IOException {
        int first = peek();
        long begin = in.line();
        text.setLength(0);
        oversize = false;
        boolean whole = first == '{' || first == '[' ? nested() : first == '"' ? string() : scalar();
        return new Value(begin, text.toString(), oversize, whole);
    }

    private boolean nested() throws IOException {
        int depth = 0;
        do {
            int c = in.peek();
            if (c == Characters.END) {
                return false;
            }
            if (c == '"') {
                if (!string()) {
                    return false;
                }
                continue;
            }
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            keep(in.read());
        } while (depth > 0);
        return true;
    }

    private boolean string() throws IOException {
        keep(in.read());
        for (int c = in.peek(); c != Characters.END; c = in.peek()) {
            keep(in.read());
            if (c == '"') {
                return true;
            }
            if (c == '\\' && in.peek() != Characters.END) {
                keep(in.read());
            }
        }
        return false;
    }

    private boolean scalar() throws IOException {
        for (int c = in.peek(); c != Characters.END && !isBlank(c) && ",:[]{}\"".indexOf(c) < 0; c = in.peek()) {
            keep(in.read());
        }
        return true;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private void keep(int c) {
        if (text.length() < Limits.ORDER_CHARACTERS) {
            text.append((char) c);
        } else {
            oversize = true;
        }
    }
}
