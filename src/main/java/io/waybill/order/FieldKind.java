package io.waybill.order;

import java.util.Optional;
import java.util.regex.Pattern;

/** What the text of a field may be: a pattern, and what is expected instead of a text that does not fit it. */
public enum FieldKind {
    /** Any text. */
    TEXT("[\\s\\S]*", "a text") {
        // most fields of most orders: matching what matches anything would cost the most of all that is judged
        @Override
        Optional<String> missed(String text) {
            return Optional.empty();
        }
    },
    /** A name that a business gives to an order, a request or an account. */
    IDENTIFIER("\\S(?:[^\\p{Cc}]*\\S)?", "a text without spaces at its ends, tabs and line breaks") {
        @Override
        String expected(String text) {
            if (text.isBlank()) {
                return "a text that is not blank, or no such field";
            }
            return text.equals(text.strip()) ? "text without tabs and line breaks" : "no spaces at its ends";
        }
    },
    /** Which call is asked for. */
    OPERATION("CreateOrder|DeleteOrder", "CreateOrder or DeleteOrder") {
        @Override
        String expected(String text) {
            for (Operation operation : Operation.values()) {
                if (operation.apiName().equalsIgnoreCase(text.strip())) {
                    return operation.apiName() + ", written exactly so";
                }
            }
            return super.expected(text);
        }
    },
    /** Yes or no. */
    SWITCH(Patterns.SWITCH, "true, false, 1 or 0"),
    /** The service lower-cases an address and checks it loosely; the last label has at least two characters. */
    EMAIL(
            "[^\\s@<>,;]{1,64}@(?:[^\\s@<>,;.]{1,63}\\.){1,20}[^\\s@<>,;.]{2,63}",
            "one e-mail address such as anna@example.com") {
        @Override
        String expected(String text) {
            return text.equals(text.strip()) ? super.expected(text) : "an e-mail address without spaces at its ends";
        }
    },
    /** A product's symbolic name, as in the address of its order page. */
    PRODUCT_NAME("[\\s\\S]*\\S[\\s\\S]*", "the product's name as in the address of its order page"),
    /** A price. The service takes an empty or zero price as not given. */
    MONEY(
            "(?![0.]*$)[0-9]{1,12}(?:\\.[0-9]{1,2})?",
            "a price such as 1500 or 1500.50, with a point and without a currency") {
        @Override
        String expected(String text) {
            if (text.isEmpty()) {
                return "a price; leave the field out for the store's price";
            }
            return isStorePrice(text)
                    ? "a price above 0: the far end takes 0 as the store's price, so leave the field out if that is meant"
                    : super.expected(text);
        }
    },
    /** An invoice's number at the far end. */
    INVOICE_NUMBER("(?!0+$)[0-9]{1,18}", "an invoice number: 1 to 18 digits, above 0"),
    /** Seconds since 1970, from 1973 on: fewer digits are a date in another form. */
    UNIX_TIME(Patterns.SECONDS, "a Unix time in whole seconds such as 1700000000") {
        @Override
        String expected(String text) {
            return super.expected(text) + Patterns.hint(text);
        }
    },
    /** Whether and when an unpaid invoice is cancelled. */
    TIMER(Patterns.SWITCH + "|" + Patterns.SECONDS, "true, false, 1, 0 or a Unix time in whole seconds") {
        @Override
        String expected(String text) {
            return super.expected(text) + Patterns.hint(text);
        }

        // The service takes any text but "" and "0" for true, "false" too: a boolean is sent as PHP writes one.
        @Override
        String sent(String text) {
            if (text.equalsIgnoreCase("true")) {
                return "1";
            }
            return text.equalsIgnoreCase("false") ? "0" : text;
        }
    },
    /** A domain alone: the service mishandles a scheme and a closing slash. */
    DOMAIN(
            "[^\\s/\\\\@:?#.]+(?:\\.[^\\s/\\\\@:?#.]+)+(?::[0-9]{1,5})?",
            "a domain alone such as shop.example, without https:// and without a slash");

    private static final Pattern STORE_PRICE = Pattern.compile("(?:0{1,12}(?:\\.0{1,2})?)?");

    private final String pattern;
    private final Pattern compiled;
    private final String expected;

    FieldKind(String pattern, String expected) {
        this.pattern = pattern;
        this.compiled = Pattern.compile(pattern);
        this.expected = expected;
    }

    /** The whole text must match it; a regular expression that Java and JSON Schema (in Unicode mode) read alike. */
    public String pattern() {
        return pattern;
    }

    /** What fits, in a clause that can follow "expected". */
    public String expected() {
        return expected;
    }

    /** What was expected instead of this text; empty if the text will do. */
    Optional<String> missed(String text) {
        return compiled.matcher(text).matches() ? Optional.empty() : Optional.of(expected(text));
    }

    /** What was expected instead of this very text, which does not fit. */
    String expected(String text) {
        return expected;
    }

    /** The text that is sent for it: as it came, but for the kinds that say why not. */
    String sent(String text) {
        return text;
    }

    /** Whether the far end would take that price for none, and the store's price in its place. */
    static boolean isStorePrice(String price) {
        return STORE_PRICE.matcher(price).matches();
    }

    /** What several kinds are made of. */
    private static final class Patterns {
        static final String SWITCH = "[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[01]";
        static final String SECONDS = "[1-9][0-9]{8,9}";
        private static final Pattern MILLISECONDS = Pattern.compile("[1-9][0-9]{11,12}");

        static String hint(String text) {
            return MILLISECONDS.matcher(text).matches() ? ", not in milliseconds" : "";
        }
    }
}
