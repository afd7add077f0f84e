package io.waybill.intake.mail;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes and no more. */
final class LimitedOutput extends BufferedOutputStream {
    private static final int BUFFER = 1 << 16;

    private long left;

    /** There was more. */
    static final class Full extends IOException {
        Full() {
            super("there is more than is taken");
        }
    }

    LimitedOutput(OutputStream out, long most) {
        super(out, BUFFER);
        this.left = most;
    }

    @Override
    public synchronized void write(int one) throws IOException {
        count(1);
        super.write(one);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        super.write(bytes, offset, length);
    }

    private void count(int length) throws Full {
        left -= length;
        if (left < 0) {
            throw new Full();
        }
    }
}
