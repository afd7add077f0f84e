package io.waybill.order;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What makes two orders the same order: the identity says which order it is, the digest, 16 bytes, with which fields.
 * Pure functions; no two lists of texts run together.
 *
 * <p>An identity begins with the texts it is made of, and only where these are long are they hashed: what follows one
 * another in a business (references, places in a document) then follows one another in the ledger's index too, and a
 * thousand new orders touch a few of its pages instead of a thousand.
 */
public final class Identity {
    private static final int DIGEST_LENGTH = 16;
    private static final int LONGEST = 64;

    private static final byte CREATE = 'c';
    private static final byte REQUEST = 'r';
    private static final byte PLACE = 'p';
    private static final byte HASHED = 'h';

    private static final MessageDigest SHA_256 = lookedUp();

    private Identity() {}

    /** The identity of the create that a business calls {@code ref} on an account. */
    public static byte[] ofCreate(AccountKey account, String ref) {
        return named(CREATE, account, ref);
    }

    /** The identity of an operation that carries a request id. */
    public static byte[] ofRequest(AccountKey account, String requestId) {
        return named(REQUEST, account, requestId);
    }

    /**
     * The identity of an order that names none: where it stands.
     *
     * @param document what stands for the document, its content's hash for example
     * @param position its number in the document
     */
    public static byte[] ofPlace(AccountKey account, String document, int position) {
        return ByteBuffer.allocate(1 + DIGEST_LENGTH + Integer.BYTES)
                .put(PLACE)
                .put(hash(List.of(account.text(), document)))
                .putInt(position)
                .array();
    }

    private static byte[] named(byte kind, AccountKey account, String name) {
        // an account's name holds no zero byte, so it is told from what follows
        byte[] key = ((char) kind + account.text() + '\0' + name).getBytes(StandardCharsets.UTF_8);
        if (key.length <= LONGEST) {
            return key;
        }
        return ByteBuffer.allocate(1 + DIGEST_LENGTH)
                .put(HASHED)
                .put(hash(List.of(Character.toString(kind), account.text(), name)))
                .array();
    }

    /** What stands for an order's fields, whatever their sequence. */
    public static byte[] digest(Operation operation, String ref, Fields fields) {
        List<Map.Entry<String, String>> sorted = new ArrayList<>(fields.pairs());
        sorted.sort(Map.Entry.comparingByKey());
        List<String> texts = new ArrayList<>(2 + 2 * sorted.size());
        texts.add(operation == null ? "" : operation.apiName());
        texts.add(ref == null ? "" : ref);
        for (Map.Entry<String, String> pair : sorted) {
            texts.add(pair.getKey());
            texts.add(pair.getValue());
        }
        return hash(texts);
    }

    /** Each text is hashed behind its length. */
    private static byte[] hash(List<String> texts) {
        MessageDigest digest = sha256();
        byte[] length = new byte[Integer.BYTES];
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer.wrap(length).putInt(bytes.length);
            digest.update(length);
            digest.update(bytes);
        }
        return Arrays.copyOf(digest.digest(), DIGEST_LENGTH);
    }

    // Looking the algorithm up takes longer than hashing an order.
    private static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest lookedUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
