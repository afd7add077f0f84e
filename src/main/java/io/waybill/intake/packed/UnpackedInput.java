package io.waybill.intake.packed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * The bytes that come out of packed ones, as long as they stay within a plausible size. That they are whole is checked
 * at their end.
 */
public final class UnpackedInput extends InputStream {
    /** How many bytes may come out of one packed one. */
    static final int MOST_RATIO = 100;
    /** How many bytes may come out whatever the ratio. */
    static final long ALWAYS = 16L << 20;
    /** How many bytes may come out at all. */
    static final long MOST_BYTES = 8L << 30;

    private static final long UNKNOWN = -1;

    private final InputStream in;
    private final LongSupplier packed;
    private final long size;
    private final long checksum;
    private final CRC32 crc = new CRC32();
    private long total;

    private UnpackedInput(InputStream in, LongSupplier packed, long size, long checksum) {
        this.in = in;
        this.packed = packed;
        this.size = size;
        this.checksum = checksum;
    }

    /**
     * Bytes whose end is checked by what unpacks them.
     *
     * @param in unpacks
     * @param packed how many packed bytes it has taken
     */
    static UnpackedInput of(InputStream in, LongSupplier packed) {
        return new UnpackedInput(in, packed, UNKNOWN, UNKNOWN);
    }

    /**
     * The bytes of an archive's entry, whose length and checksum are checked at their end.
     *
     * @param in unpacks
     * @param entry what the archive's directory says of them
     */
    public static UnpackedInput of(InputStream in, ZipEntry entry) {
        long packed = Math.max(0, entry.getCompressedSize());
        return new UnpackedInput(in, () -> packed, entry.getSize(), entry.getCrc());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = unpack(bytes, offset, length);
        if (read < 0) {
            checkEnd();
            return read;
        }
        total += read;
        crc.update(bytes, offset, read);
        if (total > MOST_BYTES) {
            throw new PackingException("found more than 8 GiB when it was unpacked, expected less");
        }
        if (total > ALWAYS && total / MOST_RATIO > packed.getAsLong()) {
            throw new PackingException("found more than " + MOST_RATIO
                    + " bytes for each packed one, as in an archive made to do harm, expected a document of orders");
        }
        return read;
    }

    private int unpack(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (ZipException | EOFException e) {
            throw damaged();
        }
    }

    private void checkEnd() throws PackingException {
        if (size != UNKNOWN && size != total || checksum != UNKNOWN && checksum != crc.getValue()) {
            throw damaged();
        }
    }

    static PackingException damaged() {
        return new PackingException("found packed bytes that are damaged or cut off, expected a whole archive");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
