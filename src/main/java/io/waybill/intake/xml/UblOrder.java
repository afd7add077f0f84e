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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One Order of UBL 2, as far as the API has a place for what it says; {@code docs/formats.md} has the table. What the
 * API cannot say and would change what is bought or paid is a fault; what is not in the table is passed over.
 */
final class UblOrder {
    static final String NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:Order-2";

    private static final String BUYER = "BuyerCustomerParty/";
    private static final String PARTY = BUYER + "Party/";
    private static final String ADDRESS = PARTY + "PostalAddress/";
    private static final String LINE = "OrderLine/LineItem/";
    private static final String SEPARATOR = ", ";
    private static final String LINE_BREAK = "\n";
    private static final Pattern ONE = Pattern.compile("\\s*0*1(?:\\.0*)?\\s*");

    /** A field and where it stands: at the first of the places where something stands. */
    private record Rule(String field, List<String> places) {
        static Rule of(String field, String... places) {
            return new Rule(field, List.of(places));
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(FieldNames.REF, "ID"),
            Rule.of(
                    "bill_email",
                    PARTY + "Contact/ElectronicMail",
                    BUYER + "BuyerContact/ElectronicMail",
                    PARTY + "Person/Contact/ElectronicMail"),
            Rule.of(
                    "bill_first_name",
                    PARTY + "Person/FirstName",
                    PARTY + "Contact/Name",
                    BUYER + "BuyerContact/Name",
                    PARTY + "PartyName/Name"),
            Rule.of("bill_middle_name", PARTY + "Person/MiddleName"),
            Rule.of("bill_surname", PARTY + "Person/FamilyName"),
            Rule.of(
                    "bill_phone",
                    PARTY + "Contact/Telephone",
                    BUYER + "BuyerContact/Telephone",
                    PARTY + "Person/Contact/Telephone"),
            Rule.of("bill_country", ADDRESS + "Country/Name", ADDRESS + "Country/IdentificationCode"),
            Rule.of("bill_region", ADDRESS + "CountrySubentity", ADDRESS + "CountrySubentityCode"),
            Rule.of("bill_city", ADDRESS + "CityName"),
            Rule.of("bill_postal_code", ADDRESS + "PostalZone"),
            Rule.of("bill_comment", "Note"));
    private static final List<String> ADDRESS_LINES = List.of(
            ADDRESS + "StreetName",
            ADDRESS + "BuildingNumber",
            ADDRESS + "AdditionalStreetName",
            ADDRESS + "AddressLine/Line");

    /** Places that may repeat, with what comes between their texts; of all others the first counts. */
    private static final Map<String, String> JOINED =
            Map.of("Note", LINE_BREAK, ADDRESS + "AddressLine/Line", SEPARATOR);

    private static final Set<String> TAKEN =
            RULES.stream().flatMap(rule -> rule.places().stream()).collect(Collectors.toSet());
    private static final Set<String> IN_LINE = Set.of(
            LINE + "Item/SellersItemIdentification/ID",
            LINE + "Price/PriceAmount",
            LINE + "Price/BaseQuantity",
            LINE + "Quantity");

    private final XmlCursor xml;
    private final OrderFields fields = new OrderFields();
    private final Map<String, String> found = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final OrderFields goods = new OrderFields();
    private int held;
    private int products;

    private UblOrder(XmlCursor xml) {
        this.xml = xml;
    }

    /** The order whose root element begins here; the cursor stands at its end afterwards. */
    static RawOrder read(XmlCursor xml) throws BrokenDocumentException, IOException {
        long line = xml.line();
        UblOrder order = new UblOrder(xml);
        order.gather();
        order.emit();
        return order.fields.asRead(1, line);
    }

    private void gather() throws BrokenDocumentException, IOException {
        path.push("");
        while (!path.isEmpty()) {
            At at = xml.next();
            if (at == At.BEGIN) {
                text.setLength(0);
                begin(path.peek() + (path.size() == 1 ? "" : "/") + xml.name());
            } else if (at == At.END) {
                end(path.pop());
            } else if (text.length() <= Limits.ORDER_CHARACTERS) {
                text.append(xml.text());
            }
        }
    }

    private void begin(String place) throws BrokenDocumentException, IOException {
        if (place.equals("AllowanceCharge") || place.equals(LINE + "AllowanceCharge")) {
            fields.fault(new Fault(
                    place.equals("AllowanceCharge") ? place : product() + " AllowanceCharge",
                    "an allowance or a charge",
                    "prices that include it: the API has no field for it"));
        }
        boolean leads = place.equals("OrderLine")
                || place.equals("OrderLine/LineItem")
                || place.startsWith(LINE)
                || place.startsWith("BuyerCustomerParty")
                || TAKEN.contains(place);
        if (!leads || fields.full()) {
            xml.skip();
            return;
        }
        if (place.equals("OrderLine/LineItem")) {
            found.keySet().removeAll(IN_LINE);
        }
        path.push(place);
    }

    private void end(String place) {
        if (place.equals("OrderLine/LineItem")) {
            endLine();
        } else if (text.length() > 0
                && (TAKEN.contains(place) || ADDRESS_LINES.contains(place) || IN_LINE.contains(place))) {
            hold(place, text.toString().strip());
        }
        text.setLength(0);
    }

    private void hold(String place, String value) {
        held += value.length();
        if (held > Limits.ORDER_CHARACTERS) {
            fields.overflow("more than that", Limits.CHARACTERS_EXPECTED);
        } else if (JOINED.containsKey(place)) {
            found.merge(place, value, (one, other) -> one + JOINED.get(place) + other);
        } else {
            found.putIfAbsent(place, value);
        }
    }

    private void endLine() {
        String item = found.get(LINE + "Item/SellersItemIdentification/ID");
        if (item == null) {
            fields.fault(new Fault(
                    product() + "[good_name]",
                    "no SellersItemIdentification",
                    "the product's name as the seller's id"));
        } else {
            goods.take(product() + "[good_name]", item);
        }
        requireOne("Quantity", "a quantity of ", "1: the API has no quantity; repeat the line");
        requireOne("Price/BaseQuantity", "a price for ", "the price of 1");
        String price = found.get(LINE + "Price/PriceAmount");
        if (price != null) {
            goods.take(product() + "[good_sum]", price);
        }
        products++;
    }

    private void requireOne(String place, String found, String expected) {
        String quantity = this.found.get(LINE + place);
        if (quantity != null && !ONE.matcher(quantity).matches()) {
            fields.fault(new Fault(product() + " " + place, found + Fault.excerpt(quantity), expected));
        }
    }

    private String product() {
        return "goods[" + products + "]";
    }

    private void emit() {
        for (Rule rule : RULES) {
            rule.places().stream()
                    .map(found::get)
                    .filter(value -> value != null && !value.isEmpty())
                    .findFirst()
                    .ifPresent(value -> fields.take(rule.field(), value));
        }
        String address = ADDRESS_LINES.stream()
                .map(found::get)
                .filter(value -> value != null && !value.isEmpty())
                .collect(Collectors.joining(SEPARATOR));
        if (!address.isEmpty()) {
            fields.take("bill_address", address);
        }
        RawOrder lines = goods.asRead(1, 1);
        lines.fields().forEach(field -> fields.take(field.getKey(), field.getValue()));
        lines.faults().forEach(fields::fault);
    }
}
