package io.waybill.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges fields that the API's documents do not name. Where they may be sent, their names must be such that PHP gives
 * them back as they came, for the far end encodes what it has parsed anew before it checks the signature.
 */
final class UnknownFields {
    private static final int LONGEST = 60_000;
    /** The signature, and the key of the API's other version: they change how a call is checked. */
    private static final Set<String> RESERVED = Set.of("hash", "rpskey", "rps_key");

    private static final Pattern SENDABLE =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}(?:\\[[A-Za-z0-9_-]{1,100}]){0,20}");
    private static final Pattern PRODUCT_PART = Pattern.compile("goods\\[(0|[1-9][0-9]{0,6})]\\[.+");

    private final boolean sent;
    private final List<Fault> faults;
    private final List<String> names = new ArrayList<>();

    UnknownFields(boolean sent, List<Fault> faults) {
        this.sent = sent;
        this.faults = faults;
    }

    // The value of a field that is not sent is not shown: it may be anything, a key too.
    void judge(String name, String text) {
        String shown = FieldNames.shown(name);
        if (RESERVED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
            faults.add(new Fault(shown, "a signature", "none: Waybill signs each order itself"));
        } else if (Fields.root(name).equals("goods")
                && !PRODUCT_PART.matcher(name).matches()) {
            faults.add(new Fault(
                    shown,
                    "a product in another form",
                    "a list of products: goods[0][good_name], goods[1][good_name] ..."));
        } else if (!sent) {
            Optional<String> nearest = FieldNames.nearest(name);
            String hint = nearest.map(near -> "; did you mean " + near + "?").orElse("");
            faults.add(new Fault(shown, "an unknown field", "a field that the API knows" + hint));
        } else if (!SENDABLE.matcher(name).matches()) {
            faults.add(new Fault(
                    shown,
                    "an unknown field",
                    "a name of letters, digits and _, its parts in [ ]: PHP changes others"));
        } else {
            names.add(name);
            Optional<String> missed = TextRule.missed(text);
            if (missed.isEmpty() && text.codePointCount(0, text.length()) > LONGEST) {
                missed = Optional.of("at most " + LONGEST + " characters");
            }
            missed.ifPresent(expected -> faults.add(Fault.of(shown, text, expected)));
        }
    }

    /** @param all the names of all fields */
    void judgeTogether(Set<String> all) {
        for (String name : names) {
            all.stream()
                    .filter(other -> other.startsWith(name + "["))
                    .findFirst()
                    .ifPresent(other -> clash(name, other));
            for (int bracket = name.indexOf('['); bracket > 0; bracket = name.indexOf('[', bracket + 1)) {
                String outer = name.substring(0, bracket);
                if (all.contains(outer) && !names.contains(outer)) {
                    clash(outer, name);
                }
            }
        }
    }

    private void clash(String outer, String inner) {
        faults.add(new Fault(
                FieldNames.shown(outer),
                "a text, and parts of it such as " + FieldNames.shown(inner),
                "one of the two: PHP keeps but the last"));
    }
}
