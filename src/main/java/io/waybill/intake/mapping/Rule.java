package io.waybill.intake.mapping;

import io.waybill.order.Fault;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where one field of the API comes from.
 *
 * @param from the partner's fields, the first that holds something counts; empty for a constant
 * @param join what is put between them, where all that hold something count; else null
 * @param constant the field's text, whatever the partner writes; else null
 * @param fallback the field's text where the partner's fields hold nothing; null for no field then
 * @param conversions what becomes of the partner's text, one after the other
 */
record Rule(List<String> from, String join, String constant, String fallback, List<Conversion> conversions) {
    /** In the name of a partner's field, stands for any number. */
    static final String NUMBER = "{n}";

    /**
     * The text of the field, or null if it has none.
     *
     * @param target the field's flat name
     * @param partner gives the text of a partner's field, null where there is none
     * @param faults told if the partner's text cannot be converted
     */
    String text(String target, UnaryOperator<String> partner, Consumer<Fault> faults) {
        if (constant != null) {
            return constant;
        }
        String found = found(partner);
        if (found == null) {
            return fallback;
        }
        String text = found;
        try {
            for (Conversion conversion : conversions) {
                if (!text.isEmpty()) {
                    text = conversion.convert(text).strip();
                }
            }
        } catch (Conversion.NotConvertible e) {
            faults.accept(Fault.of(target, found, e.getMessage()));
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    private String found(UnaryOperator<String> partner) {
        StringBuilder joined = new StringBuilder();
        for (String name : from) {
            String text = partner.apply(name);
            if (text != null && !text.isBlank()) {
                joined.append(joined.isEmpty() ? "" : join).append(text.strip());
                if (join == null) {
                    break;
                }
            }
        }
        return joined.isEmpty() ? null : joined.toString();
    }

    boolean isNumbered() {
        return from.stream().anyMatch(name -> name.contains(NUMBER));
    }
}
