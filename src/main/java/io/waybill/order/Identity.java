package io.waybill.order;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What makes two orders the same order, as 16 bytes each: the identity says which order it is, the digest says with
 * which fields. Pure functions; texts are hashed with their lengths, so that no two lists of texts run together.
 */
public final class Identity {
    private static final int LENGTH = 16;

    private Identity() {}

    /** The identity of the create that a business calls {@code ref} on an account. */
    public static byte[] ofCreate(AccountKey account, String ref) {
        return hash("create", account.text(), ref);
    }

    /** The identity of an operation that carries a request id. */
    public static byte[] ofRequest(AccountKey account, String requestId) {
        return hash("request", account.text(), requestId);
    }

    /**
     * The identity of an order that names none: where it stands.
     *
     * @param document what stands for the document, its content's hash for example
     * @param position its number in the document
     */
    public static byte[] ofPlace(AccountKey account, String document, int position) {
        return hash("place", account.text(), document, Integer.toString(position));
    }

    /** What stands for an order's fields, whatever their sequence. */
    public static byte[] digest(Operation operation, String ref, Fields fields) {
        List<Map.Entry<String, String>> sorted = fields.pairs().stream()
                .sorted(Comparator.comparing((Map.Entry<String, String> pair) -> pair.getKey()))
                .toList();
        String[] texts = new String[2 + 2 * sorted.size()];
        texts[0] = operation == null ? "" : operation.apiName();
        texts[1] = ref == null ? "" : ref;
        int i = 2;
        for (Map.Entry<String, String> pair : sorted) {
            texts[i++] = pair.getKey();
            texts[i++] = pair.getValue();
        }
        return hash(texts);
    }

    private static byte[] hash(String... texts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                sha.update(length.clear().putInt(bytes.length).array());
                sha.update(bytes);
            }
            return Arrays.copyOf(sha.digest(), LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
