package io.waybill.simulation;

import io.waybill.ledger.NewDocument;
import io.waybill.ledger.NewOrder;
import io.waybill.order.Fields;
import io.waybill.order.Identity;
import io.waybill.order.Marker;
import io.waybill.order.Operation;
import io.waybill.sandbox.SandboxOrder;
import io.waybill.signing.PhpForm;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes documents: orders, the same ones again, others under the same reference, deletes, and what breaks a rule. */
final class Business {
    private static final int REFS = 5;
    private static final String[] CUSTOMERS = {"anna@example.com", "Bob@Example.com", "eva@example.org"};

    private final World world;
    private int documents;

    /** A document that waits to be read. */
    record Paper(NewDocument document, List<Line> lines, int first) {
        /** As it is read this time: what was accepted of an earlier reading keeps its marker of then. */
        List<NewOrder> read(World world) {
            List<NewOrder> orders = new ArrayList<>();
            for (Line line : lines) {
                orders.add(line.order(world, document.reference(), orders.size() + 1));
            }
            return orders;
        }
    }

    /** One order as it is written. */
    record Line(
            Operation operation, String ref, String requestId, List<Map.Entry<String, String>> fields, boolean bad) {
        NewOrder order(World world, String document, int position) {
            String marker = Marker.random(world.random);
            Fields plain = Fields.of(fields);
            boolean creates = operation.creates();
            Long billId =
                    creates ? null : plain.get("bill_id").map(Long::valueOf).orElse(null);
            return new NewOrder(
                    marker,
                    position,
                    position,
                    World.MAIN,
                    operation,
                    ref,
                    creates
                            ? Identity.ofCreate(World.MAIN, ref)
                            : requestId == null
                                    ? Identity.ofPlace(World.MAIN, document, position)
                                    : Identity.ofRequest(World.MAIN, requestId),
                    creates || billId != null ? null : Identity.ofCreate(World.MAIN, ref),
                    billId,
                    Identity.digest(operation, ref, plain),
                    PhpForm.encode((creates ? Marker.into(plain, marker) : plain).pairs()),
                    ref != null,
                    bad ? "a rule is broken" : null);
        }
    }

    Business(World world) {
        this.world = world;
    }

    Paper write() {
        List<Line> lines = new ArrayList<>();
        int many = 1 + (int) world.upTo(world.chance(0.6) ? 0 : 4);
        for (int i = 0; i < many; i++) {
            lines.add(line());
        }
        String name = "D" + ++documents;
        byte[] hash = new byte[16];
        world.random.nextBytes(hash);
        return new Paper(
                new NewDocument(
                        name,
                        "folder",
                        name,
                        "main",
                        "",
                        "jsonl",
                        hash,
                        world.chance(0.5),
                        false,
                        LocalDate.ofInstant(world.clock.instant(), ZoneOffset.UTC),
                        name,
                        null,
                        world.clock.instant(),
                        null),
                lines,
                world.chance(0.4) ? 1 + (int) world.upTo(many - 1) : 0);
    }

    private Line line() {
        String ref = "R" + world.upTo(REFS - 1);
        double kind = world.random.nextDouble();
        if (kind < 0.25) {
            String id = world.chance(0.3) ? "Q" + world.upTo(3) : null;
            return new Line(Operation.DELETE_ORDER, ref, id, List.of(), world.chance(0.05));
        } else if (kind < 0.28) {
            return deleteByNumber(ref);
        }
        return create(ref);
    }

    private Line create(String ref) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        String product = world.chance(0.12) ? "missing-" : "course-";
        fields.add(Map.entry("goods[0][good_name]", product + ref + (world.chance(0.2) ? "-other" : "")));
        fields.add(Map.entry("bill_email", CUSTOMERS[Math.floorMod(ref.hashCode(), CUSTOMERS.length)]));
        if (ref.equals("R1")) {
            fields.add(Map.entry("bill_tag", "own"));
            fields.add(Map.entry("bill_comment", "as agreed"));
        }
        if (ref.equals("R2")) {
            fields.add(Map.entry("bill_created", Long.toString(world.events.now() / 1000 - 40 * 86_400)));
        }
        return new Line(Operation.CREATE_ORDER, ref, null, fields, world.chance(0.05));
    }

    private Line deleteByNumber(String otherwise) {
        List<SandboxOrder> orders = world.far.orders();
        if (orders.isEmpty()) {
            return create(otherwise);
        }
        long billId = orders.get(world.random.nextInt(orders.size())).billId();
        world.numbersDeleted = true;
        return new Line(
                Operation.DELETE_ORDER, null, null, List.of(Map.entry("bill_id", Long.toString(billId))), false);
    }
}
