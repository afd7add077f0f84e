package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class JsonFormPropertiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void names_of_one_root_stay_adjacent(@ForAll("objects") Map<String, Object> object) throws IOException {
        Set<String> finished = new LinkedHashSet<>();
        String current = null;
        for (Map.Entry<String, String> pair : Flat.pairs(JSON.writeValueAsString(object))) {
            String root = pair.getKey().split("\\[", 2)[0];
            if (!root.equals(current)) {
                assertThat(finished.add(root))
                        .as("%s comes back after another root", root)
                        .isTrue();
                current = root;
            }
        }
        assertThat(object.keySet()).containsAll(finished);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void pairs_are_those_of_a_slow_reference(@ForAll("objects") Map<String, Object> object) throws IOException {
        List<Map.Entry<String, String>> expected = new ArrayList<>();
        object.forEach((name, value) -> reference(name, value, expected));

        assertThat(Flat.pairs(JSON.writeValueAsString(object))).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return objects(3).filter(object -> !object.isEmpty());
    }

    private static Arbitrary<Map<String, Object>> objects(int levels) {
        Arbitrary<String> keys =
                Arbitraries.strings().withChars("ab1_ .я").ofMinLength(1).ofMaxLength(3);
        return Arbitraries.maps(keys, values(levels)).ofMaxSize(4).map(LinkedHashMap::new);
    }

    private static Arbitrary<Object> values(int levels) {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(5).asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.bigDecimals().ofScale(4).asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.just(null));
        if (levels == 0) {
            return scalars;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(3, scalars),
                Tuple.of(1, objects(levels - 1).asGeneric()),
                Tuple.of(1, values(levels - 1).list().ofMaxSize(4).asGeneric()));
    }

    private static void reference(String name, Object value, List<Map.Entry<String, String>> out) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> reference(name + "[" + key + "]", member, out));
        } else if (value instanceof List<?> elements) {
            for (int i = 0; i < elements.size(); i++) {
                reference(name + "[" + i + "]", elements.get(i), out);
            }
        } else if (value instanceof Boolean flag) {
            out.add(Map.entry(name, flag ? "1" : "0"));
        } else if (value instanceof BigDecimal decimal) {
            out.add(Map.entry(name, decimal.stripTrailingZeros().toPlainString()));
        } else if (value != null) {
            out.add(Map.entry(name, value.toString()));
        }
    }
}
