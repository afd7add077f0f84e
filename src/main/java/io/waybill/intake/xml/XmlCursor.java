package io.waybill.intake.xml;

import io.waybill.intake.BrokenDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Goes through XML element by element, within a fixed memory. A DOCTYPE is refused, and with it every entity of one's
 * own; depth, the number of different names and the length of one piece of markup are bounded.
 */
public final class XmlCursor {
    private static final int DEEPEST = 100;
    private static final int MOST_NAMES = 10_000;
    private static final int LONGEST_MESSAGE = 200;
    private static final XMLInputFactory XML = factory();

    /** What the cursor stands at. */
    public enum At {
        /** The begin of an element. */
        BEGIN,
        /** The end of an element. */
        END,
        /** Text, or a part of a long one. */
        TEXT,
        /** The end of the document. */
        DOCUMENT_END
    }

    private final MeteredText document;
    private final XMLStreamReader xml;
    private final Set<String> names = new HashSet<>();
    private int depth;

    /**
     * @param in a document, to be closed by the caller
     * @throws BrokenDocumentException if it does not begin as XML does
     * @throws IOException if the bytes cannot be had
     */
    public XmlCursor(InputStream in) throws BrokenDocumentException, IOException {
        document = MeteredText.of(in);
        try {
            xml = XML.createXMLStreamReader(document);
        } catch (XMLStreamException e) {
            throw broken(e, 1);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("an external entity");
        });
        return factory;
    }

    /** Goes to the next begin, end or text; comments and processing instructions are passed over. */
    public At next() throws BrokenDocumentException, IOException {
        try {
            while (xml.hasNext()) {
                At at = at(xml.next());
                document.nextPiece();
                if (at != null) {
                    return at;
                }
            }
            return At.DOCUMENT_END;
        } catch (XMLStreamException e) {
            throw broken(e, line());
        } catch (RuntimeException e) {
            // the JDK's parser lets some of its own faults through
            throw new BrokenDocumentException(line(), "found what is not XML, expected well-formed XML");
        }
    }

    /** The name of the element that begins or ends here, without its prefix. */
    public String name() {
        return xml.getLocalName();
    }

    /** The namespace of that element; empty if it has none. */
    public String namespace() {
        return xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
    }

    /** The text here. */
    public String text() {
        return xml.getText();
    }

    /** The text of an attribute of the element that begins here, in whatever namespace, or null. */
    public String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    /** The name of the first attribute here but for those of {@code xml:} and {@code xsi:}, or null. */
    public String firstAttribute() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (!XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(xml.getAttributeNamespace(i))
                    && !XMLConstants.XML_NS_URI.equals(xml.getAttributeNamespace(i))) {
                return xml.getAttributeLocalName(i);
            }
        }
        return null;
    }

    /** The line, from 1, at which the cursor stands. */
    public long line() {
        return Math.max(1, xml.getLocation().getLineNumber());
    }

    /** Goes to the end of the element that begins here. */
    public void skip() throws BrokenDocumentException, IOException {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    private At at(int event) throws BrokenDocumentException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT:
                enter();
                return At.BEGIN;
            case XMLStreamConstants.END_ELEMENT:
                depth--;
                return At.END;
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE:
                return At.TEXT;
            case XMLStreamConstants.DTD:
                throw new BrokenDocumentException(
                        line(), "found a DOCTYPE, expected none: DTDs and entities are refused");
            case XMLStreamConstants.ENTITY_REFERENCE:
                throw new BrokenDocumentException(
                        line(), "found an entity that XML itself does not know, expected text");
            case XMLStreamConstants.PROCESSING_INSTRUCTION:
                note(xml.getPITarget());
                return null;
            default:
                return null;
        }
    }

    // The parser keeps every name that it has ever met.
    private void enter() throws BrokenDocumentException {
        depth++;
        if (depth > DEEPEST) {
            throw new BrokenDocumentException(line(), "found elements more than " + DEEPEST + " deep, expected fewer");
        }
        note(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            note(xml.getAttributeLocalName(i));
        }
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            note(xml.getNamespacePrefix(i) + " " + xml.getNamespaceURI(i));
        }
    }

    private void note(String name) throws BrokenDocumentException {
        if (names.add(name) && names.size() > MOST_NAMES) {
            throw new BrokenDocumentException(
                    line(), "found more than " + MOST_NAMES + " different names, expected those of orders");
        }
    }

    private static BrokenDocumentException broken(XMLStreamException e, long line) throws IOException {
        Throwable nested = e.getNestedException() == null ? e.getCause() : e.getNestedException();
        if (nested instanceof MeteredText.TooLongException) {
            return new BrokenDocumentException(line, nested.getMessage());
        }
        if (nested instanceof IOException io) {
            throw io;
        }
        long at = e.getLocation() == null ? line : Math.max(1, e.getLocation().getLineNumber());
        return new BrokenDocumentException(at, "found what is not XML: " + words(e) + ", expected well-formed XML");
    }

    private static String words(XMLStreamException e) {
        String said = String.valueOf(e.getMessage());
        String words = said.substring(said.indexOf("Message: ") < 0 ? 0 : said.indexOf("Message: ") + 9)
                .replaceAll("[\\p{Cntrl}\\x{2028}\\x{2029}]+", " ")
                .strip();
        String whole = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
        return whole.length() <= LONGEST_MESSAGE ? whole : whole.substring(0, LONGEST_MESSAGE) + "...";
    }
}
