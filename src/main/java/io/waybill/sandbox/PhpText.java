package io.waybill.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text as PHP has it: a string of bytes. Inside the sandbox such a string is a Java string whose characters are the
 * bytes (0 to 255), so that what was sent is kept exactly, valid UTF-8 or not.
 */
final class PhpText {
    private PhpText() {}

    /** The bytes of a Java text in UTF-8, as a PHP string. */
    static String of(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What a PHP string says, read as UTF-8; what is no UTF-8 becomes U+FFFD. */
    static String read(String bytes) {
        return isAscii(bytes) ? bytes : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** What a PHP string says, or null where it is no UTF-8. */
    static String readStrictly(String bytes) {
        if (isAscii(bytes)) {
            return bytes;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /** Lower case of the ASCII letters only, as PHP 8 does it. */
    static String lower(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                char[] lowered = bytes.toCharArray();
                for (int j = i; j < lowered.length; j++) {
                    if (lowered[j] >= 'A' && lowered[j] <= 'Z') {
                        lowered[j] = (char) (lowered[j] + ('a' - 'A'));
                    }
                }
                return new String(lowered);
            }
        }
        return bytes;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
