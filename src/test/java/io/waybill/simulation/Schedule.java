package io.waybill.simulation;

import io.waybill.ledger.Died;
import io.waybill.ledger.Ledger;
import java.util.List;

/** One made-up world from its beginning to its rest: the same seed is the same world, step by step. */
final class Schedule {
    private static final int MOST_ROUNDS_TO_REST = 600;
    private static final long HOUR = 3_600_000;
    private static final String UNFINISHED =
            "select 1 from orders where state = 2 or state = 0 and coalesce(waits_for, 0) = 0 or state = 3 and settled_at is null limit 1";

    private final World world;
    private final Wire wire;
    private final Gateway gateway;
    private final Person person;
    private final Business business;

    private Schedule(long seed) {
        world = new World(seed);
        wire = new Wire(world);
        gateway = new Gateway(world, wire);
        person = new Person(world, wire, gateway);
        business = new Business(world);
    }

    /** What came of it: what is wrong, and the whole story. */
    record Result(long seed, List<String> faults, List<String> story) {}

    static Result run(long seed) {
        Schedule schedule = new Schedule(seed);
        List<String> faults;
        try {
            schedule.gateway.start();
            schedule.trouble();
            schedule.rest();
            faults = new Audit(schedule.world, schedule.wire, schedule.gateway.store).faults();
        } catch (RuntimeException | AssertionError e) {
            StackTraceElement[] where = e.getStackTrace();
            faults = List.of(e
                    + (where.length == 0 ? "" : " at " + List.of(where).subList(0, Math.min(8, where.length))));
        }
        if (schedule.gateway.isRunning()) {
            schedule.gateway.die("the end");
        }
        return new Result(seed, faults, schedule.world.story);
    }

    private void trouble() {
        int steps = 30 + world.random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            try {
                step(world.random.nextInt(100));
            } catch (Died died) {
                gateway.die(died.getMessage());
            } catch (RuntimeException e) {
                // a future that it died in tells it as a failure
                if (!gateway.store.isDead()) {
                    throw e;
                }
                gateway.die(e.getMessage());
            }
        }
    }

    private void step(int kind) {
        if (!gateway.isRunning()) {
            world.events.advance(world.someTime());
            if (world.chance(0.1)) {
                world.setClock();
            }
            gateway.start();
        } else if (kind < 12) {
            gateway.inbox.add(business.write());
            gateway.read(gateway.inbox.get(0));
        } else if (kind < 28) {
            gateway.take(1 + world.random.nextInt(4));
        } else if (kind < 48) {
            if (gateway.hasReady()) {
                gateway.sendOne();
            }
        } else if (kind < 50) {
            gateway.giveBack();
        } else if (kind < 62) {
            world.events.advance(world.someTime());
        } else if (kind < 75) {
            gateway.askFor(world.someTime());
        } else if (kind < 85) {
            gateway.ask(1 + world.random.nextInt(5));
        } else if (kind < 90) {
            // perhaps while a question is being asked
            world.events.in(world.chance(0.5) ? 0 : world.upTo(5000), person::meddle);
            gateway.askFor(1);
        } else if (kind < 93) {
            gateway.store.dieIn(1 + world.random.nextInt(12), world.random.nextBoolean());
        } else if (kind < 94) {
            throw new Died("killed");
        } else {
            change(kind);
        }
    }

    private void change(int kind) {
        switch (kind) {
            case 94 -> world.setClock();
            case 95, 96 -> {
                world.down = world.chance(0.3);
                world.tell("the far end is " + (world.down ? "down" : "up"));
            }
            case 97 -> {
                world.keyed = world.chance(0.6);
                world.tell("the key is " + (world.keyed ? "right" : "wrong"));
            }
            case 98 -> gateway.dropUnknownTargets();
            default -> {
                if (world.chance(0.5)) {
                    Ledger.await(gateway.ledger().accounts().pause("anna"));
                } else {
                    Ledger.await(gateway.ledger().accounts().goOn());
                }
            }
        }
    }

    /** All is well from here on: whatever can come to its end by itself does, and people see to what is left. */
    private void rest() {
        world.well = true;
        world.down = false;
        world.keyed = true;
        gateway.store.dieIn(0, false);
        world.tell("---- all is well");
        if (!gateway.isRunning()) {
            gateway.start();
        }
        Ledger.await(gateway.ledger().accounts().goOn());
        long pause = 1000;
        for (int round = 0; round < MOST_ROUNDS_TO_REST; round++) {
            boolean sent = deliver();
            gateway.ask(100);
            if (sent) {
                pause = 1000;
            } else if (isQuiet() && !person.tidy()) {
                return;
            }
            pause = Math.min(HOUR, pause * 2);
            world.events.advance(pause);
        }
        throw new AssertionError("it does not come to rest");
    }

    private boolean deliver() {
        while (!gateway.inbox.isEmpty()) {
            gateway.read(gateway.inbox.get(0));
        }
        gateway.take(100);
        boolean any = gateway.hasReady();
        while (gateway.hasReady()) {
            gateway.sendOne();
        }
        gateway.dropUnknownTargets();
        return any;
    }

    private boolean isQuiet() {
        return wire.isQuiet() && gateway.store.rows(UNFINISHED).isEmpty();
    }
}
