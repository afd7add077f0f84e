package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The far end's orders at one moment, which it tells apart by our marker and by the buyer. */
record Books(List<JsonNode> orders) {
    /** The order of a buyer, or null; more than one is a failure. */
    Map<String, JsonNode> byEmail() {
        return by("email");
    }

    /** Orders by the marker in their tags. */
    Map<String, JsonNode> byTag() {
        return by("tag");
    }

    private Map<String, JsonNode> by(String field) {
        Map<String, JsonNode> found = new HashMap<>();
        for (JsonNode order : orders) {
            JsonNode other = found.put(order.get(field).asText(), order);
            assertThat(other).as("an order that came twice, by its " + field).isNull();
        }
        return found;
    }

    List<String> emails() {
        return orders.stream().map(order -> order.get("email").asText()).toList();
    }
}
