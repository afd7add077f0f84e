package io.waybill.intake.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text of a part, whatever it is written in. */
final class MailText {
    private static final int MOST_BYTES = 16 << 20;

    private MailText() {}

    /**
     * What a part of text says.
     *
     * @throws UnreadableMailException if it is no text in what it says it is written in
     */
    static String of(Part part) throws IOException, MessagingException {
        byte[] bytes;
        try (InputStream in = part.getInputStream()) {
            bytes = in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new UnreadableMailException("its text cannot be decoded (" + e.getMessage() + ")", e);
        }
        ContentType type = type(part);
        String text = unfolded(decoded(bytes, charset(type)), type);
        return type.match("text/html") ? ofHtml(text) : text;
    }

    /** The bytes of a part of text in UTF-8, which is what documents are in. */
    static byte[] inUtf8(Part part) throws IOException, MessagingException {
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readAllBytes();
            return isUtf8(bytes) ? bytes : decoded(bytes, charset(type(part))).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Its media type; one that cannot be read is that of unknown bytes. */
    static ContentType type(Part part) throws MessagingException {
        try {
            String type = part.getContentType();
            return new ContentType(type == null ? "text/plain" : type);
        } catch (ParseException e) {
            return new ContentType("application", "octet-stream", null);
        }
    }

    private static String charset(ContentType type) {
        String name = type.getParameter("charset");
        return name == null || name.isBlank() ? "UTF-8" : name.strip();
    }

    private static String decoded(byte[] bytes, String charset) throws UnreadableMailException {
        boolean ascii = charset.equalsIgnoreCase("us-ascii") || charset.equalsIgnoreCase("ascii");
        try {
            Charset known = ascii ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(charset));
            return known.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableMailException(
                    "its text is said to be in " + MailHead.decoded(charset) + ", which nobody knows; expected UTF-8");
        } catch (CharacterCodingException e) {
            throw new UnreadableMailException(
                    "its text is said to be in " + charset + ", but it is not; expected UTF-8");
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Lines that the sender's program broke are whole again (RFC 3676). */
    private static String unfolded(String text, ContentType type) {
        String lines = text.replace("\r\n", "\n");
        return "flowed".equalsIgnoreCase(type.getParameter("format"))
                ? lines.replaceAll("(?m)(?<!^--) \n(?!\n)", " ")
                : lines;
    }

    /** A page as a person sees it: a line a block, cells of a table behind tabs. */
    static String ofHtml(String html) {
        Document page = Jsoup.parse(html);
        page.select("script, style, head, template").remove();
        StringBuilder text = new StringBuilder();
        page.body().traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    String said = words.text().replace('\u00a0', ' ');
                    boolean begins = text.length() == 0 || Character.isWhitespace(text.charAt(text.length() - 1));
                    text.append(begins ? said.stripLeading() : said);
                } else if (node instanceof Element element) {
                    if ((element.normalName().equals("br") || element.isBlock()) && !isCell(element)) {
                        text.append(isInCell(element) ? gap(text) : lineEnd(text));
                    } else if (isCell(element) && element.previousElementSibling() != null) {
                        stripEnd(text);
                        text.append('\t');
                    }
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && element.isBlock() && !isCell(element) && !isInCell(element)) {
                    text.append(lineEnd(text));
                }
            }
        });
        return text.toString();
    }

    private static boolean isCell(Element element) {
        return element.normalName().equals("td") || element.normalName().equals("th");
    }

    private static boolean isInCell(Element element) {
        return element.parents().stream().anyMatch(MailText::isCell);
    }

    private static String gap(StringBuilder text) {
        return text.length() == 0 || Character.isWhitespace(text.charAt(text.length() - 1)) ? "" : " ";
    }

    private static String lineEnd(StringBuilder text) {
        return text.length() == 0 || text.charAt(text.length() - 1) == '\n' ? "" : "\n";
    }

    private static void stripEnd(StringBuilder text) {
        while (text.length() > 0 && (text.charAt(text.length() - 1) == ' ' || text.charAt(text.length() - 1) == '\n')) {
            text.setLength(text.length() - 1);
        }
    }
}
