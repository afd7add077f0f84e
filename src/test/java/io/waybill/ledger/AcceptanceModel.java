package io.waybill.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of identity and of the order of operations, without a database: what the ledger is compared with. */
final class AcceptanceModel {
    /** An order as the model sees it. */
    static final class Order {
        final String id;
        final boolean create;
        final String ref;
        final String fields;
        State state = State.ACCEPTED;
        Order waitsFor;
        boolean targetUnknown;
        Order invoice;
        Order firstDelete;
        Long billId;

        Order(String id, boolean create, String ref, String fields) {
            this.id = id;
            this.create = create;
            this.ref = ref;
            this.fields = fields;
        }

        boolean unfinished() {
            return !state.settled() || state == State.IN_DOUBT;
        }
    }

    final List<Order> orders = new ArrayList<>();
    private final Map<String, Order> holders = new HashMap<>();

    void create(String id, String ref, String fields) {
        Order order = new Order(id, true, ref, fields);
        orders.add(order);
        Order holder = holders.get(ref);
        if (holder != null && !holder.state.freesIdentity() && holder.firstDelete == null) {
            order.state = holder.fields.equals(fields) ? State.DUPLICATE : State.CONFLICT;
            return;
        }
        holders.put(ref, order);
        if (holder != null && holder.firstDelete != null && holder.firstDelete.unfinished()) {
            order.waitsFor = holder.firstDelete;
        }
        for (Order early : orders) {
            if (early.targetUnknown && early.ref.equals(ref)) {
                early.targetUnknown = false;
                early.invoice = order;
                early.waitsFor = order;
            }
        }
    }

    void delete(String id, String ref) {
        Order order = new Order(id, false, ref, "");
        Order target = holders.get(ref);
        if (target == null) {
            order.targetUnknown = true;
        } else if (target.state.failed() && target.state != State.IN_DOUBT) {
            order.state = State.UNDELIVERED;
        } else {
            order.invoice = target;
            order.waitsFor = orders.stream()
                    .filter(other -> other.invoice == target && other.unfinished())
                    .reduce((first, second) -> second)
                    .orElse(target.state == State.CONFIRMED ? null : target);
            if (target.firstDelete == null) {
                target.firstDelete = order;
            }
        }
        orders.add(order);
    }

    boolean isTargetUnknown(String ref) {
        return !holders.containsKey(ref) && orders.stream().anyMatch(order -> order.ref.equals(ref));
    }

    Set<String> due() {
        Set<String> due = new HashSet<>();
        for (Order order : orders) {
            if (order.state == State.ACCEPTED && order.waitsFor == null && !order.targetUnknown) {
                due.add(order.id);
            }
        }
        return due;
    }

    Order order(String id) {
        return orders.stream().filter(order -> order.id.equals(id)).findFirst().orElseThrow();
    }

    void settle(String id, State state, Long billId) {
        Deque<Order> ended = new ArrayDeque<>();
        Order order = order(id);
        order.state = state;
        order.billId = billId;
        if (state != State.ACCEPTED && state != State.IN_DOUBT) {
            ended.add(order);
        }
        while (!ended.isEmpty()) {
            Order predecessor = ended.poll();
            for (Order waiting : orders) {
                if (waiting.waitsFor == predecessor) {
                    waiting.waitsFor = null;
                    if (predecessor.state != State.CONFIRMED && !waiting.create) {
                        waiting.state = State.UNDELIVERED;
                        ended.add(waiting);
                    }
                }
            }
        }
    }
}
