package io.waybill.intake.mapping;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A partner's words for the API's values. Case does not matter where no two words differ by it alone. */
final class ValueTable implements Conversion {
    private static final int SHOWN = 10;

    private final Map<String, String> exact;
    private final Map<String, String> folded = new LinkedHashMap<>();
    private final boolean keepsOthers;

    /**
     * @param values word to value; an empty value is none
     * @param keepsOthers whether a word that is not in the table stays as it is
     */
    ValueTable(Map<String, String> values, boolean keepsOthers) {
        this.exact = new LinkedHashMap<>(values);
        this.keepsOthers = keepsOthers;
        values.forEach((word, value) -> folded.putIfAbsent(word.toLowerCase(Locale.ROOT), value));
    }

    @Override
    public String convert(String text) throws NotConvertible {
        String value = exact.getOrDefault(text, folded.get(text.toLowerCase(Locale.ROOT)));
        if (value == null && !keepsOthers) {
            throw new NotConvertible("one of the values of the mapping: "
                    + exact.keySet().stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + (exact.size() > SHOWN ? " and " + (exact.size() - SHOWN) + " more" : ""));
        }
        return value == null ? text : value;
    }
}
