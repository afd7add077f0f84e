package io.waybill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream as bytes in one buffer that is used again and again. A final line needs no line break. */
final class ByteLines {
    private static final int LONGEST = 64 * 1024 * 1024;

    private final InputStream in;
    private final Runnable beforeWaiting;
    private byte[] buffer = new byte[64 * 1024];
    private int filled;
    private int start;
    private int end = -1;
    private long number;

    /**
     * Lines of the stream.
     *
     * @param beforeWaiting is run before a read that may have to wait for more input
     */
    ByteLines(InputStream in, Runnable beforeWaiting) {
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    /**
     * Goes to the next line; false at the end of the stream.
     *
     * @throws IOException if the stream fails, or if the line is longer than any order
     */
    boolean next() throws IOException {
        start = Math.min(end + 1, filled);
        int scanned = start;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    end = i;
                    number++;
                    return true;
                }
            }
            scanned = filled - start;
            if (!fill()) {
                end = filled;
                number += end > start ? 1 : 0;
                return end > start;
            }
        }
    }

    /** The bytes, of which the current line's are those from {@link #offset()} on; valid until the next line. */
    byte[] buffer() {
        return buffer;
    }

    /** Where the current line begins. */
    int offset() {
        return start;
    }

    /** The current line's length without its line feed. */
    int length() {
        return end - start;
    }

    /** The current line's number, from 1. */
    long number() {
        return number;
    }

    /** True if the line holds nothing but blanks. */
    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled == buffer.length) {
            if (filled >= LONGEST) {
                throw new IOException("line " + (number + 1) + " is longer than " + LONGEST + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        if (in.available() == 0) {
            beforeWaiting.run();
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, read);
        return read >= 0;
    }
}
