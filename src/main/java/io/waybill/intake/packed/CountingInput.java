package io.waybill.intake.packed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes, and how many of them were taken. */
final class CountingInput extends FilterInputStream {
    private long taken;

    CountingInput(InputStream in) {
        super(in);
    }

    long taken() {
        return taken;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        taken += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        taken += Math.max(0, read);
        return read;
    }
}
