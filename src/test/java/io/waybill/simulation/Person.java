package io.waybill.simulation;

import static io.waybill.ledger.Ledger.await;

import io.waybill.ledger.Act;
import io.waybill.ledger.Intervened;
import io.waybill.ledger.State;
import io.waybill.sandbox.SandboxOrder;
import java.util.List;

/** People who look into the shop before they say what is there, and who do now and then what they like. */
final class Person {
    private static final Act ACT = new Act("anna", null);
    private static final String OPEN = "select c.reference, o.state, o.operation, o.settled_at, o.superseded_by"
            + " from orders o join order_content c on c.order_id = o.id"
            + " where o.state in (0, 3, 5, 6, 7) order by o.id";

    private final World world;
    private final Wire wire;
    private final Gateway gateway;

    Person(World world, Wire wire, Gateway gateway) {
        this.world = world;
        this.wire = wire;
        this.gateway = gateway;
    }

    /** Does something about one order, or not. */
    void meddle() {
        if (!gateway.isRunning() || gateway.store.isDead()) {
            return;
        }
        List<List<Object>> open = gateway.store.rows(OPEN);
        if (open.isEmpty()) {
            return;
        }
        List<Object> order = open.get(world.random.nextInt(open.size()));
        String id = (String) order.get(0);
        switch (state(order)) {
            case IN_DOUBT -> lookUp(id);
            case ACCEPTED -> {
                if (world.chance(0.2)) {
                    tell(await(gateway.ledger().discard(id, ACT)));
                }
            }
            default ->
                tell(await(
                        world.chance(0.7)
                                ? gateway.ledger().replay(id, ACT)
                                : gateway.ledger().discard(id, ACT)));
        }
    }

    /** Does what is left to do, so that all that can go through does. Returns whether anything was done. */
    boolean tidy() {
        boolean done = false;
        for (List<Object> order : gateway.store.rows(OPEN)) {
            String id = (String) order.get(0);
            if (state(order) == State.IN_DOUBT && order.get(3) != null) {
                done |= lookUp(id);
            } else if (state(order) == State.UNDELIVERED && order.get(4) == null) {
                done |= tell(await(gateway.ledger().replay(id, ACT)));
            }
        }
        return done;
    }

    private boolean lookUp(String id) {
        if (wire.mayArrive(id)) {
            return false;
        }
        List<SandboxOrder> there = world.far.orders().stream()
                .filter(order -> Audit.marker(order).equals(id))
                .toList();
        if (there.size() > 1) {
            throw new AssertionError("a person finds " + there);
        }
        return tell(await(
                there.isEmpty()
                        ? gateway.ledger().absent(id, ACT)
                        : gateway.ledger().confirm(id, there.get(0).billId(), ACT)));
    }

    private boolean tell(Intervened done) {
        world.tell("anna: " + done.reference() + " " + done.before() + " -> " + done.after()
                + (done.isDone() ? " with " + done.with() : ": " + done.refusal()));
        return done.isDone();
    }

    private static State state(List<Object> order) {
        return State.of(((Number) order.get(1)).intValue());
    }
}
