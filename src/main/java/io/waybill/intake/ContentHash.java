package io.waybill.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Bytes that stand for the content of a file, and names that stand for texts. */
public final class ContentHash {
    private static final int LENGTH = 16;
    private static final int BUFFER = 1 << 16;
    private static final int LEAST_BUFFER = 1 << 10;
    private static final int NAME_LENGTH = 12;

    private ContentHash() {}

    /** 16 bytes that stand for the content of a file. */
    public static byte[] of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha = sha256();
            byte[] buffer = new byte[(int) Math.max(LEAST_BUFFER, Math.min(Files.size(file) + 1, BUFFER))];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha.update(buffer, 0, read);
            }
            return Arrays.copyOf(sha.digest(), LENGTH);
        }
    }

    /** 16 bytes that stand for a content. */
    static byte[] of(byte[] content) {
        return Arrays.copyOf(sha256().digest(content), LENGTH);
    }

    /** 24 digits and capital letters that stand for a list of texts. */
    static String name(List<String> texts) {
        MessageDigest sha = sha256();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha.update(bytes);
        }
        return HexFormat.of().withUpperCase().formatHex(sha.digest(), 0, NAME_LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
