package io.waybill.intake;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of a document, without its byte order mark. Bytes that are not UTF-8 come as U+FFFD, so that only the order
 * that has them is at fault.
 *
 * @param reader the text; supports mark
 * @param bom whether the document begins with a byte order mark
 */
record Utf8Text(Reader reader, boolean bom) {
    private static final int HEAD = 4096;
    private static final int BUFFER = 1 << 13;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static Utf8Text of(InputStream in) throws IOException, UnreadableDocumentException {
        BufferedInputStream bytes = new BufferedInputStream(in, BUFFER);
        bytes.mark(HEAD);
        refuseOtherEncodings(bytes.readNBytes(HEAD));
        bytes.reset();
        Reader text = new BufferedReader(
                new InputStreamReader(
                        bytes,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                BUFFER);
        text.mark(1);
        boolean bom = text.read() == BYTE_ORDER_MARK;
        if (!bom) {
            text.reset();
        }
        return new Utf8Text(text, bom);
    }

    /** Throws if the first bytes of a document are those of nothing, of UTF-16 or UTF-32, or of no text at all. */
    static void refuseOtherEncodings(byte[] head) throws UnreadableDocumentException {
        if (head.length == 0) {
            throw new UnreadableDocumentException("The document is empty; expected at least one order.");
        }
        int first = head[0] & 0xFF;
        int second = head.length > 1 ? head[1] & 0xFF : 0;
        boolean wide = first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE;
        if (wide || head.length > 3 && first == 0 && second == 0 && (head[2] & 0xFF) == 0xFE) {
            throw new UnreadableDocumentException("The document is written in UTF-16 or UTF-32; expected UTF-8: save it"
                    + " as UTF-8 (in Excel: \"CSV UTF-8\") and drop it again.");
        }
        int zeros = 0;
        for (byte b : head) {
            zeros += b == 0 ? 1 : 0;
        }
        if (zeros * 8 >= head.length) {
            throw new UnreadableDocumentException(
                    "The document is full of zero bytes, as UTF-16 text or a program's own"
                            + " format has them; expected text: save it as UTF-8 and drop it again.");
        }
    }
}
