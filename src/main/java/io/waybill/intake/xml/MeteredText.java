package io.waybill.intake.xml;

import io.waybill.intake.BrokenDocumentException;
import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an XML document for a parser, which holds a tag, a comment or an attribute whole: no more of it than may
 * be is handed out for one. Bytes that are not in the document's encoding come as U+FFFD, so that only the order that
 * has them is at fault.
 */
final class MeteredText extends FilterReader {
    private static final int LONGEST_PIECE = 4 << 20;
    private static final int MOST_AT_ONCE = 1 << 13;
    private static final int HEAD = 256;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']");

    /** One piece of markup is longer than any that is meant. */
    static final class TooLongException extends IOException {
        TooLongException() {
            super("found a tag, a comment or a text of more than 4 MiB, expected shorter ones");
        }
    }

    private boolean begun;
    private int given;

    private MeteredText(Reader in) {
        super(in);
    }

    /** @throws BrokenDocumentException if it is in an encoding that nobody knows */
    static MeteredText of(InputStream in) throws BrokenDocumentException, IOException {
        BufferedInputStream bytes = new BufferedInputStream(in);
        bytes.mark(HEAD);
        Charset encoding = encoding(bytes.readNBytes(HEAD));
        bytes.reset();
        return new MeteredText(new InputStreamReader(
                bytes,
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    }

    private static Charset encoding(byte[] head) throws BrokenDocumentException {
        int begin = head.length < 2 ? 0 : (head[0] & 0xFF) << 8 | head[1] & 0xFF;
        if (begin == 0xFEFF || begin == '<') {
            return StandardCharsets.UTF_16BE;
        }
        if (begin == 0xFFFE || begin == '<' << 8) {
            return StandardCharsets.UTF_16LE;
        }
        Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalArgumentException e) {
            throw new BrokenDocumentException(
                    1, "found an encoding \"" + declared.group(1) + "\" that is not known, expected UTF-8");
        }
    }

    /** The parser has come to the end of a piece. */
    void nextPiece() {
        given = 0;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] text, int offset, int length) throws IOException {
        if (given > LONGEST_PIECE) {
            throw new TooLongException();
        }
        int read = in.read(text, offset, Math.min(length, MOST_AT_ONCE));
        if (!begun && read > 0) {
            begun = true;
            if (text[offset] == BYTE_ORDER_MARK) {
                return skipMark(text, offset, read);
            }
        }
        given += Math.max(0, read);
        return read;
    }

    private int skipMark(char[] text, int offset, int read) throws IOException {
        System.arraycopy(text, offset + 1, text, offset, read - 1);
        return read > 1 ? read - 1 : read(text, offset, 1);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
