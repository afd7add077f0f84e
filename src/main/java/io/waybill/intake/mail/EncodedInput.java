package io.waybill.intake.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part that is decoded while it is read: its faults are the mail's, not those of a disk or of a connection. */
final class EncodedInput extends FilterInputStream {
    private final String name;

    EncodedInput(InputStream in, String name) {
        super(in);
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UnreadableMailException unreadable(IOException e) {
        return new UnreadableMailException(name + " cannot be decoded (" + e.getMessage() + ")", e);
    }
}
