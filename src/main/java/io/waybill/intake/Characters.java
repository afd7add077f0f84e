package io.waybill.intake;

import java.io.IOException;
import java.io.Reader;

/** Characters one by one, with a look at the next and the number of its line. Any line break counts, CR alone too. */
final class Characters {
    static final int END = -1;

    private final Reader in;
    private final char[] buffer = new char[1 << 12];
    private int next;
    private int filled;
    private long line = 1;
    private boolean afterReturn;

    Characters(Reader in) {
        this.in = in;
    }

    /** The line of the next character, from 1. */
    long line() {
        return line;
    }

    /** The next character, which is not consumed; {@link #END} at the end. */
    int peek() throws IOException {
        if (next >= filled) {
            next = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return filled == 0 ? END : buffer[next];
    }

    /** Consumes the next character; {@link #END} at the end. */
    int read() throws IOException {
        int c = peek();
        if (c == '\r' || c == '\n' && !afterReturn) {
            line++;
        }
        afterReturn = c == '\r';
        next++;
        return c;
    }

    /**
     * Consumes characters up to the next stop or line break, as far as they are at hand.
     *
     * @param most the most to be consumed
     * @return how many were; none says nothing about what comes
     */
    int readRun(char stop, int most, StringBuilder to) throws IOException {
        peek();
        int from = next;
        int end = Math.min(filled, from + most);
        while (next < end && buffer[next] != stop && buffer[next] != '\n' && buffer[next] != '\r') {
            next++;
        }
        int length = next - from;
        to.append(buffer, from, length);
        afterReturn &= length == 0;
        return length;
    }

    /** True if a line or the text ends here. */
    boolean atLineEnd() throws IOException {
        int c = peek();
        return c == '\n' || c == '\r' || c == END;
    }

    /** Consumes one line break, if one is here. */
    void skipLineBreak() throws IOException {
        if (peek() == '\r') {
            read();
        }
        if (peek() == '\n') {
            read();
        }
    }
}
