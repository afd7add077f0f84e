package io.waybill.signing;

import java.util.Random;

/**
 * Random parameters as JSON, within what PHP can represent: integers of 64 bits, and decimals of at most 14 digits of a
 * size that it prints without an exponent.
 */
final class RandomOrders {
    private static final String[] NAMES = {
        "goods", "good_name", "good_sum", "bill_email", "bill_comment", "utm", "utm[utm_medium]", "utm_source", "0",
                "1",
        "01", "-0", "a.b", "a b", "", "ключ", "订", "x&y=z", "a[]", "📦"
    };

    private final Random random;

    RandomOrders(Random random) {
        this.random = random;
    }

    String order() {
        return object(4);
    }

    private String object(int levels) {
        StringBuilder out = new StringBuilder("{");
        for (int left = random.nextInt(8); left > 0; left--) {
            text(out.append(blank()), NAMES[random.nextInt(NAMES.length)]);
            out.append(blank()).append(':').append(blank());
            out.append(value(levels - 1)).append(left > 1 ? "," : "");
        }
        return out.append('}').toString();
    }

    private String array(int levels) {
        StringBuilder out = new StringBuilder("[");
        for (int left = random.nextInt(5); left > 0; left--) {
            out.append(blank()).append(value(levels - 1)).append(left > 1 ? "," : "");
        }
        return out.append(']').toString();
    }

    private String value(int levels) {
        switch (random.nextInt(levels > 0 ? 10 : 8)) {
            case 0:
                return "null";
            case 1:
                return random.nextBoolean() ? "true" : "false";
            case 2:
                return integer();
            case 3:
            case 4:
                return decimal();
            case 8:
                return object(levels);
            case 9:
                return array(levels);
            default:
                StringBuilder out = new StringBuilder();
                text(out, someText());
                return out.toString();
        }
    }

    private String integer() {
        switch (random.nextInt(6)) {
            case 0:
                return "9223372036854775807";
            case 1:
                return "-9223372036854775808";
            case 2:
                return random.nextBoolean() ? "0" : "-0";
            case 3:
                return Integer.toString(random.nextInt(2_000_000) - 1_000_000);
            default:
                return Long.toString(random.nextLong());
        }
    }

    private String decimal() {
        int digits = 2 + random.nextInt(13);
        int places = 1 + random.nextInt(digits - 1);
        StringBuilder number = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        number.append(random.nextInt(10));
        if (number.charAt(number.length() - 1) != '0') {
            for (int i = 1; i < digits - places; i++) {
                number.append(random.nextInt(10));
            }
        }
        number.append('.');
        // A digit other than 0 soon enough: PHP writes what is below 0.0001 with an exponent.
        number.append(random.nextBoolean() ? "0" : 1 + random.nextInt(9));
        for (int i = 1; i < places; i++) {
            number.append(i == 1 ? 1 + random.nextInt(9) : random.nextInt(10));
        }
        if (random.nextInt(5) == 0) {
            number.append(random.nextBoolean() ? "e" : "E").append(random.nextBoolean() ? "+0" : "-0");
        }
        return number.toString();
    }

    private String someText() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            text.appendCodePoint(point());
        }
        return text.toString();
    }

    private int point() {
        switch (random.nextInt(6)) {
            case 0:
                return random.nextInt(0x20);
            case 1:
                return 0x400 + random.nextInt(0x60);
            case 2:
                return 0x1F300 + random.nextInt(0x300);
            case 3:
                int any = random.nextInt(Character.MAX_CODE_POINT + 1);
                return Character.getType(any) == Character.SURROGATE ? 0xFFFD : any;
            default:
                return 0x20 + random.nextInt(0x60);
        }
    }

    private void text(StringBuilder out, String text) {
        out.append('"');
        for (char unit : text.toCharArray()) {
            if (unit == '/' && random.nextBoolean()) {
                out.append("\\/");
            } else if (unit == '"' || unit == '\\') {
                out.append('\\').append(unit);
            } else if (unit < 0x20) {
                out.append(String.format("\\u%04x", (int) unit));
            } else if (!Character.isSurrogate(unit) && random.nextInt(20) == 0) {
                out.append(String.format("\\u%04X", (int) unit));
            } else {
                out.append(unit);
            }
        }
        out.append('"');
    }

    private String blank() {
        return random.nextInt(10) == 0 ? " " : "";
    }
}
