package io.waybill.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a brand of the far end spells the two fields whose names its sources do not agree on. Whichever spelling an order
 * comes in, it is one order: it is known by one spelling and sent in its account's.
 *
 * @param coupon {@value #KUPON} or {@value #COUPON}
 * @param middleName {@value #MIDDLE_NAME} or {@value #OTCHESTVO}
 */
public record Spelling(String coupon, String middleName) {
    /** The coupon, as nearly every source has it. */
    public static final String KUPON = "bill_kupon";
    /** The coupon, as one sample has it. */
    public static final String COUPON = "bill_coupon";
    /** The middle name, as the English sources have it. */
    public static final String MIDDLE_NAME = "bill_middle_name";
    /** The middle name, as the Russian sources have it. */
    public static final String OTCHESTVO = "bill_otchestvo";

    /** The spelling by which orders are compared. */
    public static final Spelling STANDARD = new Spelling(KUPON, MIDDLE_NAME);

    /** @throws IllegalArgumentException if a name is neither of its two spellings */
    public Spelling {
        if (!coupon.equals(KUPON) && !coupon.equals(COUPON)) {
            throw new IllegalArgumentException("the coupon is not called " + coupon);
        }
        if (!middleName.equals(MIDDLE_NAME) && !middleName.equals(OTCHESTVO)) {
            throw new IllegalArgumentException("the middle name is not called " + middleName);
        }
    }

    /** That field's name in this spelling. */
    public String of(String name) {
        return switch (name) {
            case KUPON, COUPON -> coupon;
            case MIDDLE_NAME, OTCHESTVO -> middleName;
            default -> name;
        };
    }

    /** The fields in this spelling, each in its place. */
    public Fields of(Fields fields) {
        if (isSpelledSo(fields)) {
            return fields;
        }
        List<Map.Entry<String, String>> spelled = new ArrayList<>(fields.pairs().size());
        for (Map.Entry<String, String> field : fields.pairs()) {
            spelled.add(Map.entry(of(field.getKey()), field.getValue()));
        }
        return Fields.of(spelled);
    }

    private boolean isSpelledSo(Fields fields) {
        for (Map.Entry<String, String> field : fields.pairs()) {
            if (!of(field.getKey()).equals(field.getKey())) {
                return false;
            }
        }
        return true;
    }
}
