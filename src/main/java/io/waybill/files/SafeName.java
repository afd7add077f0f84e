package io.waybill.files;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Turns any text into one segment of a file name that is legal on Linux, macOS and Windows, stays in its folder, hides
 * nothing and does not look like an option. Letters of all scripts are kept.
 *
 * <p>Both forms are idempotent, so that a name that is already safe may be given again.
 */
public final class SafeName {
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\\u00b9\\u00b2\\u00b3])(\\..*)?");
    private static final String PUNCTUATION = "/\\:*?\"<>|";
    private static final int DIGEST_BYTES = 4;
    private static final int MARK_LENGTH = 1 + 2 * DIGEST_BYTES;

    private static final boolean WRITES_ANY_SCRIPT = writesAnyScript();

    private SafeName() {}

    /**
     * The readable form: two texts may come out alike, so the caller adds something unique.
     *
     * @param maxBytes the most bytes of UTF-8 that the name may take, at least 16
     * @return the name, empty if nothing of the text can stand in a name
     */
    public static String readable(String text, int maxBytes) {
        return trimmed(cut(legal(text), maxBytes));
    }

    /**
     * The form that keeps different texts apart: if anything had to be changed or cut, a digest of the text follows
     * behind {@code ~}.
     *
     * @param maxBytes the most bytes of UTF-8 that the name may take, at least 16
     * @return the name, never empty
     */
    public static String distinct(String text, int maxBytes) {
        String plain = readable(text, maxBytes);
        if (!plain.isEmpty() && plain.equals(text)) {
            return plain;
        }
        String shortened = readable(text, maxBytes - MARK_LENGTH);
        return (shortened.isEmpty() ? "_" : shortened) + "~" + digest(text);
    }

    /**
     * The name, or where this process could not name a file so, something like it. Java cannot name a file with letters
     * that the locale's encoding lacks: in a C locale, anything but ASCII.
     */
    public static String writable(String name) {
        return WRITES_ANY_SCRIPT ? name : ascii(name);
    }

    private static boolean writesAnyScript() {
        try {
            return !Path.of("\u0436\u4e00\ud83d\ude00").toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static String ascii(String name) {
        String plain = name.replaceAll("[^\\x00-\\x7f]+", "_");
        return plain.equals(name) ? name : plain + "~" + Integer.toHexString(name.hashCode());
    }

    private static String legal(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder out = new StringBuilder(composed.length());
        composed.codePoints().forEach(point -> out.appendCodePoint(allowed(point) ? point : '_'));
        String name = trimmed(out.toString());
        return DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    private static boolean allowed(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> PUNCTUATION.indexOf(point) < 0;
        };
    }

    /** Without what hides a file, makes it look like an option, or is dropped silently by Windows. */
    private static String trimmed(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && (name.charAt(from) == '.' || name.charAt(from) == '-')) {
            from++;
        }
        while (to > from && name.charAt(to - 1) == '.') {
            to--;
        }
        return name.substring(from, to);
    }

    private static String cut(String name, int maxBytes) {
        int bytes = 0;
        int end = 0;
        while (end < name.length()) {
            int point = name.codePointAt(end);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                return name.substring(0, end);
            }
            end += Character.charCount(point);
        }
        return name;
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
