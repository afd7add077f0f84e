package io.waybill.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
        Order fellWith;
        Order superseded;
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
        if (holder != null) {
            holder.superseded = order;
        }
        if (holder != null && holder.firstDelete != null && holder.firstDelete.unfinished()) {
            order.waitsFor = holder.firstDelete;
        }
        for (Order early : orders) {
            if (early.targetUnknown && early.ref.equals(ref)) {
                early.targetUnknown = false;
                early.invoice = order;
                early.waitsFor = order;
                order.firstDelete = order.firstDelete == null ? early : order.firstDelete;
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
            order.invoice = target;
            order.fellWith = target;
        } else {
            order.invoice = target;
            order.waitsFor = endOfLine(target);
            if (target.firstDelete == null) {
                target.firstDelete = order;
            }
        }
        orders.add(order);
    }

    /** The last of those about an invoice that go one behind the other; the create itself where it has not gone yet. */
    private Order endOfLine(Order target) {
        return orders.stream()
                .filter(other -> other.invoice == target && other.unfinished())
                .filter(other ->
                        orders.stream().noneMatch(behind -> behind.invoice == target && behind.waitsFor == other))
                .reduce((first, second) -> second)
                .orElse(target.state == State.CONFIRMED ? null : target);
    }

    /** Whether it could be done. */
    boolean replay(String id) {
        Order order = order(id);
        if (!replayable(order)) {
            return false;
        }
        Set<Order> fallen = new LinkedHashSet<>();
        fallenWith(order, fallen);
        queueUp(order);
        orders.stream().filter(fallen::contains).filter(this::replayable).forEach(this::queueUp);
        return true;
    }

    private boolean replayable(Order order) {
        boolean failed = order.state == State.REJECTED || order.state == State.UNDELIVERED;
        boolean goesNowhere = !order.create
                && order.invoice != null
                && order.invoice.state.failed()
                && order.invoice.state != State.IN_DOUBT;
        return failed && order.superseded == null && !goesNowhere;
    }

    private void fallenWith(Order predecessor, Set<Order> all) {
        for (Order order : orders) {
            if (order.fellWith == predecessor && all.add(order)) {
                fallenWith(order, all);
            }
        }
    }

    private void queueUp(Order order) {
        order.waitsFor = order.create ? null : endOfLine(order.invoice);
        order.state = State.ACCEPTED;
        order.fellWith = null;
        if (!order.create && order.invoice.firstDelete == null) {
            order.invoice.firstDelete = order;
        }
    }

    /** Whether it could be done. */
    boolean discard(String id) {
        Order order = order(id);
        boolean done = order.superseded == null
                && Set.of(State.ACCEPTED, State.REJECTED, State.UNDELIVERED).contains(order.state);
        if (done) {
            boolean notDone = order.state != State.REJECTED;
            order.targetUnknown = false;
            order.waitsFor = null;
            order.fellWith = null;
            order.state = State.DISCARDED;
            Order target = order.invoice;
            if (notDone && target != null && target.firstDelete == order && target.superseded == null) {
                target.firstDelete = orders.stream()
                        .filter(other -> other.invoice == target && other.state != State.DISCARDED)
                        .findFirst()
                        .orElse(null);
            }
            end(order);
        }
        return done;
    }

    /** Whether it could be done. */
    boolean resolve(String id, Long billId) {
        Order order = order(id);
        if (order.state != State.IN_DOUBT) {
            return false;
        }
        order.state = billId == null ? State.ACCEPTED : State.CONFIRMED;
        order.billId = billId;
        if (billId != null) {
            end(order);
        }
        return true;
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
        Order order = order(id);
        order.state = state;
        order.billId = billId;
        if (state != State.ACCEPTED && state != State.IN_DOUBT) {
            end(order);
        }
    }

    private void end(Order order) {
        Deque<Order> ended = new ArrayDeque<>(List.of(order));
        while (!ended.isEmpty()) {
            Order predecessor = ended.poll();
            for (Order waiting : orders) {
                if (waiting.waitsFor == predecessor) {
                    waiting.waitsFor = null;
                    if (predecessor.state != State.CONFIRMED && !waiting.create) {
                        waiting.state = State.UNDELIVERED;
                        waiting.fellWith = predecessor;
                        ended.add(waiting);
                    }
                }
            }
        }
    }
}
