package io.waybill.order;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the text of a field may be. Each kind says what is expected instead of a text that it does not take. */
enum FieldKind {
    /** Any text. */
    TEXT {
        @Override
        Optional<String> missed(String text) {
            return Optional.empty();
        }
    },
    /** The service lower-cases an address and checks it loosely; the last label has at least two characters. */
    EMAIL {
        @Override
        Optional<String> missed(String text) {
            if (!text.equals(text.strip())) {
                return Optional.of("an e-mail address without spaces at its ends");
            }
            return PLAUSIBLE_EMAIL.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("one e-mail address such as anna@example.com");
        }
    },
    /** A product's symbolic name, as in the address of its order page. */
    PRODUCT_NAME {
        @Override
        Optional<String> missed(String text) {
            return text.isBlank()
                    ? Optional.of("the product's name as in the address of its order page")
                    : Optional.empty();
        }
    },
    /** A price. The service takes an empty or zero price as not given. */
    MONEY {
        @Override
        Optional<String> missed(String text) {
            if (!AMOUNT.matcher(text).matches()) {
                return Optional.of(
                        text.isEmpty()
                                ? "a price; leave the field out for the store's price"
                                : "a price such as 1500 or 1500.50, with a point and without a currency");
            }
            return NOTHING.matcher(text).matches()
                    ? Optional.of("a price above 0: the far end takes 0 as the store's price, so leave the field out"
                            + " if that is meant")
                    : Optional.empty();
        }
    },
    /** An invoice's number at the far end. */
    INVOICE_NUMBER {
        @Override
        Optional<String> missed(String text) {
            return NUMBER.matcher(text).matches() && !NOTHING.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("an invoice number: 1 to 18 digits, above 0");
        }
    },
    /** Seconds since 1970. */
    UNIX_TIME {
        @Override
        Optional<String> missed(String text) {
            return SECONDS.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("a Unix time in whole seconds such as 1700000000"
                            + (MILLISECONDS.matcher(text).matches() ? ", not in milliseconds" : ""));
        }
    },
    /** Whether and when an unpaid invoice is cancelled. */
    TIMER {
        @Override
        Optional<String> missed(String text) {
            return SWITCH.matcher(text).matches() || SECONDS.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("true, false, 1, 0 or a Unix time in whole seconds");
        }

        // The service takes any text but "" and "0" for true, "false" too: a boolean is sent as PHP writes one.
        @Override
        String sent(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> "1";
                case "false" -> "0";
                default -> text;
            };
        }
    },
    /** A domain alone: the service mishandles a scheme and a closing slash. */
    DOMAIN {
        @Override
        Optional<String> missed(String text) {
            return BARE_DOMAIN.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("a domain alone such as shop.example, without https:// and without a slash");
        }
    };

    private static final Pattern PLAUSIBLE_EMAIL =
            Pattern.compile("[^\\s@<>,;]{1,64}@(?:[^\\s@<>,;.]{1,63}\\.){1,20}[^\\s@<>,;.]{2,63}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,2})?");
    private static final Pattern NOTHING = Pattern.compile("[0.]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,9}");
    private static final Pattern MILLISECONDS = Pattern.compile("[1-9][0-9]{12}");
    private static final Pattern SWITCH = Pattern.compile("(?i)true|false|0|1");
    private static final Pattern BARE_DOMAIN = Pattern.compile("[^\\s/\\\\@]*[^\\s/\\\\@:]");

    /** What was expected instead of this text; empty if the text will do. */
    abstract Optional<String> missed(String text);

    /** The text that is sent for it: as it came, but for the kinds that say why not. */
    String sent(String text) {
        return text;
    }
}
