package io.waybill.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the one order that a person means by an id or a reference, given what is to be done to it. */
final class ActedOn {
    private static final Pattern ID = Pattern.compile("[A-Z0-9]{16}");
    private static final int LARGEST_PAGE = 1000;

    private final GatewayClient gateway;
    private final Set<String> states;
    private final boolean createFirst;

    /**
     * @param states the states in which an order can be meant by its reference
     * @param createFirst whether of a create and the orders about it the create is meant
     */
    ActedOn(GatewayClient gateway, Set<String> states, boolean createFirst) {
        this.gateway = gateway;
        this.states = states;
        this.createFirst = createFirst;
    }

    /** The order's id. */
    String id(String name) {
        if (ID.matcher(name).matches() && gateway.get("/ops/orders/" + name) != null) {
            return name;
        }
        List<JsonNode> same = JsonNode.of(
                        gateway.get("/ops/orders?limit=" + LARGEST_PAGE + "&" + ActOptions.parameter("ref", name)))
                .at("orders")
                .items();
        if (same.isEmpty()) {
            throw CommandFailure.failed("There is no order with the reference or id " + Shown.plain(name) + ".", null);
        }
        List<JsonNode> meant = meant(same);
        if (meant.isEmpty()) {
            // the gateway says what is to be done with it instead
            return same.get(0).text("id");
        }
        if (meant.size() > 1) {
            throw CommandFailure.failed(
                    Shown.plain(name) + " is the reference of several orders that can be meant: " + told(meant)
                            + "; name one by its id.",
                    null);
        }
        return meant.get(0).text("id");
    }

    /** Of the creates of an account the newest: it took the place of those before it. */
    private List<JsonNode> meant(List<JsonNode> newestFirst) {
        Set<String> accounts = new HashSet<>();
        List<JsonNode> meant = new ArrayList<>();
        for (JsonNode order : newestFirst) {
            if (states.contains(order.text("state")) && (!creates(order) || accounts.add(account(order)))) {
                meant.add(order);
            }
        }
        // what depends on a create is replayed with it
        List<JsonNode> creates = meant.stream().filter(ActedOn::creates).toList();
        return createFirst && creates.size() == 1 ? creates : meant;
    }

    private static boolean creates(JsonNode order) {
        return "CreateOrder".equals(order.text("operation"));
    }

    private static String account(JsonNode order) {
        return order.text("account") + "/" + order.text("sandbox");
    }

    private static String told(List<JsonNode> orders) {
        return String.join(
                ", ",
                orders.stream()
                        .map(order -> order.text("id") + " (" + order.text("operation") + " on " + order.text("account")
                                + ", " + Shown.label(order.text("state")) + ")")
                        .toList());
    }
}
