package io.waybill.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The products of an order. Every product exists but those whose name begins with {@code missing}; those whose name
 * begins with {@code physical} have to be delivered.
 */
final class Goods {
    private static final BigDecimal STORE_PRICE = new BigDecimal("1000.00");
    private static final Pattern LEADING_NUMBER = Pattern.compile("\\s*(\\d{1,12}(?:\\.\\d{1,6})?).*", Pattern.DOTALL);

    private final List<String> names = new ArrayList<>();
    private final List<String> sums = new ArrayList<>();

    private Goods() {}

    /** The products of a form; none where {@code goods} is absent or no list. */
    static Goods of(PhpArray form) {
        Goods goods = new Goods();
        if (form.get("goods") instanceof PhpArray list) {
            for (Object one : list.entries().values()) {
                if (one instanceof PhpArray good) {
                    goods.add(good.text("good_name"), good.text("good_sum"));
                } else {
                    goods.add("", "");
                }
            }
        }
        return goods;
    }

    private void add(String name, String sum) {
        names.add(name);
        sums.add(sum);
    }

    List<String> names() {
        return names;
    }

    /** The first product that does not exist, or null. */
    String missing() {
        for (String name : names) {
            if (name.isEmpty() || name.startsWith("missing")) {
                return name;
            }
        }
        return null;
    }

    boolean isAnyPhysical() {
        for (String name : names) {
            if (name.startsWith("physical")) {
                return true;
            }
        }
        return false;
    }

    /** Prices belong to products: one product twice has one price, the last that was given. */
    BigDecimal price(int position) {
        BigDecimal last = STORE_PRICE;
        for (int i = 0; i < names.size(); i++) {
            BigDecimal price = price(sums.get(i));
            if (price.signum() > 0 && names.get(i).equals(names.get(position))) {
                last = price;
            }
        }
        return last;
    }

    BigDecimal total() {
        BigDecimal total = BigDecimal.ZERO.setScale(2);
        for (int i = 0; i < names.size(); i++) {
            total = total.add(price(i));
        }
        return total;
    }

    static BigDecimal storePrice() {
        return STORE_PRICE;
    }

    /** The shop's own number of a product: the same for the same name, always. */
    static long number(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.ISO_8859_1));
        return 10_000 + crc.getValue() % 990_000;
    }

    private static BigDecimal price(String sum) {
        if (sum.isEmpty()) {
            return BigDecimal.ZERO;
        }
        Matcher number = LEADING_NUMBER.matcher(sum);
        return number.matches() ? new BigDecimal(number.group(1)).setScale(2, RoundingMode.HALF_UP) : BigDecimal.ZERO;
    }
}
