package io.waybill.intake.xml;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.Limits;
import io.waybill.intake.OrderFields;
import io.waybill.intake.RawOrder;
import io.waybill.intake.xml.XmlCursor.At;
import io.waybill.order.Fault;
import io.waybill.order.FieldNames;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** One {@code <order>}: each element a field, {@code <goods>} a list of {@code <good>}, others with parts as PHP's. */
final class XmlOrder {
    private static final String EXPECTED = "<order> elements with one element for each field";
    private static final String LIST = "goods";
    private static final String ITEM = "good";

    /** An element that has begun: the flat name of what it is, and whether it has parts. */
    private static final class Open {
        final String name;
        boolean parts;
        int items;

        Open(String name) {
            this.name = name;
        }
    }

    private final XmlCursor xml;
    private final OrderFields fields = new OrderFields();
    private final Deque<Open> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    private XmlOrder(XmlCursor xml) {
        this.xml = xml;
    }

    /** The order whose element begins here; the cursor stands at its end afterwards. */
    static RawOrder read(XmlCursor xml, int position) throws BrokenDocumentException, IOException {
        long line = xml.line();
        XmlOrder order = new XmlOrder(xml);
        if (xml.name().equals("order") && xml.namespace().isEmpty()) {
            order.refuseAttributes("order");
            order.readFields();
        } else {
            order.fields.fault(new Fault("", "an element <" + FieldNames.shown(xml.name()) + ">", EXPECTED));
            xml.skip();
        }
        return order.fields.asRead(position, line);
    }

    /** Text that stands where an order should. */
    static RawOrder stray(XmlCursor xml, int position) {
        OrderFields none = new OrderFields();
        none.fault(Fault.of("", xml.text().strip(), EXPECTED));
        return none.asRead(position, xml.line());
    }

    private void readFields() throws BrokenDocumentException, IOException {
        open.push(new Open(""));
        while (!open.isEmpty()) {
            At at = xml.next();
            if (at == At.BEGIN) {
                begin();
            } else if (at == At.END) {
                end();
            } else if (text.length() <= Limits.ORDER_CHARACTERS) {
                text.append(xml.text());
            }
        }
    }

    private void begin() throws BrokenDocumentException, IOException {
        refuseText(open.peek());
        if (fields.full()) {
            xml.skip();
            return;
        }
        open.peek().parts = true;
        Open element = new Open(nameOf(open.peek()));
        open.push(element);
        refuseAttributes(element.name);
        if (!xml.namespace().isEmpty()) {
            fields.fault(new Fault(
                    FieldNames.shown(element.name),
                    "an element of the namespace " + FieldNames.shown(xml.namespace()),
                    "an element without a namespace"));
        }
    }

    private String nameOf(Open parent) {
        String name = xml.name();
        if (parent.name.isEmpty()) {
            return name;
        }
        if (parent.name.equals(LIST)) {
            if (!name.equals(ITEM)) {
                fields.fault(new Fault(LIST, "an element <" + FieldNames.shown(name) + ">", "<good> elements alone"));
            }
            return LIST + "[" + parent.items++ + "]";
        }
        return parent.name + "[" + name + "]";
    }

    private void end() {
        Open element = open.pop();
        if (open.isEmpty() || element.parts) {
            refuseText(element);
        } else if (text.length() > 0) {
            fields.take(element.name, text.toString());
        }
        text.setLength(0);
    }

    private void refuseText(Open element) {
        String stray = text.toString();
        text.setLength(0);
        if (!stray.isBlank()) {
            fields.fault(Fault.of(
                    element.name.isEmpty() ? "" : FieldNames.shown(element.name),
                    stray.strip(),
                    "no text between elements"));
        }
    }

    private void refuseAttributes(String field) {
        String attribute = xml.firstAttribute();
        if (attribute != null) {
            fields.fault(new Fault(
                    FieldNames.shown(field),
                    "an attribute " + FieldNames.shown(attribute),
                    "no attributes: each field is an element"));
        }
    }
}
