package io.waybill.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The contract is sound by itself, and says of orders what the rules say. */
class ContractTest {
    private final Map<?, ?> contract = read();

    private static Map<?, ?> read() {
        try {
            return new Yaml().load(Files.readString(Path.of("src/main/resources/openapi.yaml")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("The order of the contract is the one of the rules, field by field")
    void sameRules() {
        Map<Object, Object> schema = new LinkedHashMap<>((Map<?, ?>) at("components", "schemas", "Order"));
        schema.remove("description");
        assertThat(schema)
                .as("expected, to be put into openapi.yaml:\n%s", ContractSchema.yaml())
                .isEqualTo(ContractSchema.order());
    }

    @Test
    @DisplayName("Whatever the contract refers to is there, and everything that can be referred to is")
    void references() {
        List<String> references = new ArrayList<>();
        collect(contract, references);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(at(reference.substring(2).split("/")))
                        .as(reference)
                        .isNotNull());
        for (String kind : List.of("schemas", "responses")) {
            Map<?, ?> parts = (Map<?, ?>) at("components", kind);
            parts.keySet().forEach(name -> assertThat(references).contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    @DisplayName("Each call of the contract is a route, and each route is in the contract")
    void routes() throws IOException {
        List<?> file = new Yaml().load(Files.readString(Path.of("routes/api.camel.yaml")));
        Map<?, ?> rest = (Map<?, ?>) ((Map<?, ?>) file.get(0)).get("rest");
        TreeSet<String> routes = new TreeSet<>();
        for (String method : List.of("get", "post")) {
            ((Collection<?>) rest.get(method))
                    .forEach(call -> routes.add(method + " " + ((Map<?, ?>) call).get("path")));
        }
        TreeSet<String> calls = new TreeSet<>();
        ((Map<?, ?>) contract.get("paths"))
                .forEach((path, methods) ->
                        ((Map<?, ?>) methods).keySet().forEach(method -> calls.add(method + " " + path)));
        assertThat(routes).isEqualTo(calls);
    }

    @Test
    @DisplayName("The page names every call, field and answer, and asks for nothing from elsewhere")
    void page() {
        String html = new ContractPage(contract).html();
        assertThat(html)
                .contains(
                        "POST /api/orders",
                        "bill_email",
                        "utm.utm_source",
                        "goods[].good_sum",
                        "Idempotency-Key",
                        "429")
                .doesNotContain("<script", "src=", "http://", "https://", "null<");
    }

    private Object at(String... names) {
        Object found = contract;
        for (String name : names) {
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found;
    }

    private static void collect(Object part, List<String> references) {
        if (part instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals("$ref")) {
                    references.add((String) value);
                } else {
                    collect(value, references);
                }
            });
        } else if (part instanceof Collection<?> list) {
            list.forEach(one -> collect(one, references));
        }
    }
}
