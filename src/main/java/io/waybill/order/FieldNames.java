package io.waybill.order;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names a field of an order may have: Waybill's control fields and the API's documented parameters. */
public final class FieldNames {
    /** Which call the order asks for. */
    public static final String OPERATION = "operation";
    /** The business's own reference of the order. */
    public static final String REF = "ref";
    /** The business's own identity of a request about an existing order. */
    public static final String REQUEST_ID = "request_id";
    /** Which configured account the order goes to. */
    public static final String ACCOUNT = "account";

    /** Whether the order has to be delivered, so that name and address are needed. */
    public static final String PHYSICAL = "physical";

    /** The fields that steer Waybill and are never sent. */
    public static final List<String> CONTROL = List.of(OPERATION, REF, REQUEST_ID, ACCOUNT, PHYSICAL);

    /** A product of an order, in flat form: its index and the name of its part. */
    static final Pattern PRODUCT = Pattern.compile("goods\\[(0|[1-9][0-9]{0,6})]\\[(good_name|good_sum)]");

    private static final Pattern ANY_PRODUCT = Pattern.compile("goods\\[(0|[1-9][0-9]{0,6})](\\[.*)");

    private static final String PRODUCTS = "goods[";

    private FieldNames() {}

    /** True if an order may have a field of that flat name, whatever its operation. */
    public static boolean isKnown(String name) {
        return FieldRule.named(name).isPresent() || product(name).isPresent();
    }

    /** The known name that somebody who wrote an unknown one probably meant. */
    public static Optional<String> nearest(String unknown) {
        String wanted = unknown.toLowerCase(Locale.ROOT).strip();
        Set<String> candidates = candidates(wanted);
        List<String> sameEnding =
                candidates.stream().filter(name -> closeEnding(wanted, name)).toList();
        if (sameEnding.size() == 1) {
            return Optional.of(sameEnding.get(0));
        }
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return bestDistance <= Math.max(2, wanted.length() / 4) ? Optional.of(best) : Optional.empty();
    }

    /** A name as it can be shown to a person: on one line and not too long. */
    public static String shown(String name) {
        if (name.isEmpty()) {
            return "\"\"";
        }
        String quoted = Fault.excerpt(name);
        int end = quoted.lastIndexOf('"');
        return end == 0 ? quoted : quoted.substring(1, end) + quoted.substring(end + 1);
    }

    static Optional<Matcher> product(String name) {
        return matched(PRODUCT, name);
    }

    static Optional<Matcher> anyProduct(String name) {
        return matched(ANY_PRODUCT, name);
    }

    private static Optional<Matcher> matched(Pattern pattern, String name) {
        if (!name.startsWith(PRODUCTS)) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    private static Set<String> candidates(String wanted) {
        Matcher product = ANY_PRODUCT.matcher(wanted);
        Set<String> names = new LinkedHashSet<>();
        String index = "0";
        if (product.matches()) {
            index = product.group(1);
        } else {
            names.addAll(FieldRule.names());
        }
        names.add("goods[" + index + "][good_name]");
        names.add("goods[" + index + "][good_sum]");
        return names;
    }

    // "email" for bill_email, "utm_source" for utm[utm_source], "goods[0][name]" for goods[0][good_name]
    private static boolean closeEnding(String wanted, String candidate) {
        String letters = candidate.replace("]", "");
        String ending = wanted.replace("]", "");
        int cut = Math.max(ending.lastIndexOf('['), ending.lastIndexOf('.'));
        String last = ending.substring(cut + 1);
        return last.length() > 2 && (letters.endsWith("_" + last) || letters.endsWith("[" + last));
    }

    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > other.length()) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
