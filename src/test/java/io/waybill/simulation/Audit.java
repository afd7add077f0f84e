package io.waybill.simulation;

import io.waybill.ledger.MemoryLedger;
import io.waybill.ledger.State;
import io.waybill.order.Operation;
import io.waybill.sandbox.SandboxOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the far end's books with what the ledger says, when all has come to rest. */
final class Audit {
    private final World world;
    private final Wire wire;
    private final MemoryLedger store;
    private final List<String> faults = new ArrayList<>();
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final Map<String, List<SandboxOrder>> books = new HashMap<>();

    /** An order as the ledger has it. */
    private record Order(
            long id,
            String marker,
            String ref,
            boolean creates,
            State state,
            int attempts,
            Long billId,
            Long target,
            Integer code,
            Long deletedBy,
            String query,
            String reason) {
        @Override
        public String toString() {
            return (creates ? "create " : "delete ") + marker + " (" + ref + ", " + state + ", " + reason + ")";
        }
    }

    Audit(World world, Wire wire, MemoryLedger store) {
        this.world = world;
        this.wire = wire;
        this.store = store;
    }

    /** The marker that an order at the far end bears. */
    static String marker(SandboxOrder order) {
        return order.tag().equals("own")
                ? order.comment().substring(order.comment().lastIndexOf(' ') + 1)
                : order.tag();
    }

    /** All that is wrong. */
    List<String> faults() {
        for (List<Object> row :
                store.rows("select o.id, c.reference, c.ref, o.operation, o.state, o.attempt, o.bill_id,"
                        + " o.group_key, u.error_code, o.deleted_by, c.query, u.reason from orders o join order_content c on c.order_id = o.id"
                        + " left join outcome u on u.order_id = o.id order by o.id")) {
            Order order = new Order(
                    number(row.get(0)),
                    (String) row.get(1),
                    (String) row.get(2),
                    number(row.get(3)) == Operation.CREATE_ORDER.ordinal(),
                    State.of(number(row.get(4)).intValue()),
                    number(row.get(5)).intValue(),
                    number(row.get(6)),
                    target((String) row.get(7)),
                    row.get(8) == null ? null : number(row.get(8)).intValue(),
                    number(row.get(9)),
                    (String) row.get(10),
                    (String) row.get(11));
            orders.put(order.id(), order);
        }
        for (SandboxOrder order : world.far.orders()) {
            books.computeIfAbsent(marker(order), marker -> new ArrayList<>()).add(order);
        }
        orders.values().forEach(this::order);
        strangers();
        sequence();
        tables();
        return faults;
    }

    private void order(Order order) {
        demand(
                order.state() != State.ACCEPTED && order.state() != State.SENDING && order.state() != State.IN_DOUBT,
                order + " has no end");
        if (!order.creates()) {
            delete(order);
            return;
        }
        List<SandboxOrder> there = books.getOrDefault(order.marker(), List.of());
        if (order.state() == State.CONFIRMED) {
            demand(there.size() == 1, order + " is there " + there.size() + " times");
            demand(
                    there.isEmpty() || order.billId() != null && there.get(0).billId() == order.billId(),
                    order + " has another number than " + there);
            demand(
                    there.isEmpty() || !there.get(0).deleted() || wasToBeDeleted(order),
                    order + " is deleted, which nobody wanted");
        } else {
            demand(there.isEmpty(), order + " is there all the same: " + there);
        }
        if (order.state() == State.REJECTED) {
            demand(
                    order.query().contains("missing")
                            || world.duplicates && Integer.valueOf(601).equals(order.code()),
                    order + " was rejected for nothing");
        }
    }

    private boolean wasToBeDeleted(Order create) {
        return orders.values().stream()
                .anyMatch(order -> !order.creates()
                        && order.attempts() > 0
                        && (Long.valueOf(create.id()).equals(order.target())
                                || create.billId().equals(order.billId())));
    }

    private void delete(Order order) {
        Order target = order.target() == null ? null : orders.get(order.target());
        demand(
                order.state() != State.REJECTED || target == null || world.numbersDeleted || isDeletedByAnother(order),
                order + " was rejected for nothing");
        demand(
                target == null || target.deletedBy() != null || !wasDone(order),
                order + " was done, and " + target + " counts as standing");
        if (order.state() == State.CONFIRMED && target != null && target.creates()) {
            demand(
                    books.getOrDefault(target.marker(), List.of()).stream().allMatch(SandboxOrder::deleted),
                    order + " is done, but " + target + " is not deleted");
        }
    }

    private boolean wasDone(Order delete) {
        return wire.acts.stream().anyMatch(act -> delete.marker().equals(act.marker()));
    }

    /** One that a person gave up between its tries may have been done, too. */
    private boolean isDeletedByAnother(Order delete) {
        return orders.values().stream()
                .anyMatch(order -> order.id() != delete.id()
                        && !order.creates()
                        && order.attempts() > 0
                        && delete.target().equals(order.target()));
    }

    private void strangers() {
        Set<String> ours = new HashSet<>();
        orders.values().forEach(order -> ours.add(order.marker()));
        books.forEach((marker, there) -> demand(ours.contains(marker), "nobody knows " + there));
    }

    /** Of one reference there is one order at a time, unless a delete was given up in between. */
    private void sequence() {
        Map<String, Order> byMarker = new HashMap<>();
        orders.values().forEach(order -> byMarker.put(order.marker(), order));
        Map<String, Long> standing = new HashMap<>();
        for (Wire.Act act : wire.acts) {
            if (!act.operation().creates()) {
                standing.values().remove(act.billId());
                continue;
            }
            Order created = byMarker.get(act.marker());
            Long before = created == null ? null : standing.put(created.ref(), act.billId());
            demand(
                    before == null || aDeleteWasGivenUp(created.ref()),
                    created + " was created while invoice " + before + " of the same reference stood");
        }
    }

    private boolean aDeleteWasGivenUp(String ref) {
        return orders.values().stream()
                .filter(order -> !order.creates() && order.state() != State.CONFIRMED && order.target() != null)
                .map(order -> orders.get(order.target()))
                .anyMatch(target -> target.creates() && ref.equals(target.ref()));
    }

    private void tables() {
        none(
                "an order is told twice",
                "select document_id, settled_seq from orders where settled_seq is not null"
                        + " group by document_id, settled_seq having count(*) > 1");
        none("a document is open", "select id, open from document where open <> 0 or state = 0");
        none(
                "failures are miscounted",
                "select d.id, d.failed, count(o.id) from document d left join orders o"
                        + " on o.document_id = d.id and o.state not in (0, 2, 4, 8) group by d.id having d.failed <> count(o.id)");
        none(
                "a doubt is left",
                "select d.order_id from doubt d join orders o on o.id = d.order_id where o.operation = 0 or o.state in (4, 5)");
        none("an order is staged", "select order_id from staged");
        none("an order is doubled", "select order_id, detail from history where event = 'doubled'");
        none("an order waits", "select id, waits_for from orders where waits_for is not null");
    }

    private void none(String what, String sql) {
        List<List<Object>> rows = store.rows(sql);
        demand(rows.isEmpty(), what + ": " + rows);
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    /** The create that an order is about, by what it shares with it; null where that is none of ours. */
    private static Long target(String groupKey) {
        return groupKey == null || groupKey.charAt(0) != 'o' ? null : Long.valueOf(groupKey.substring(1));
    }

    private static Long number(Object value) {
        return value == null ? null : ((Number) value).longValue();
    }
}
