package io.waybill.simulation;

import io.waybill.delivery.Deliveries;
import io.waybill.doubt.Post;
import io.waybill.ledger.DueOrder;
import io.waybill.ledger.Verdict;
import io.waybill.order.Operation;
import io.waybill.signing.Signature;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network: it loses requests, loses replies, delays both, and hands on what a far end in trouble says. A request
 * arrives within the settling time after its call has ended, or never: more is not promised.
 */
final class Wire {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final Pattern BILL_ID = Pattern.compile("bill_id\\W+(\\d+)");
    private static final String HTML = "<html><body>Bad Gateway</body></html>";

    private final World world;
    private final List<Flight> flights = new ArrayList<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    /** What the far end did, in its sequence. */
    final List<Act> acts = new ArrayList<>();
    /** Invoice numbers that the ledger has confirmed. */
    final List<Long> known = new ArrayList<>();

    /** Something that the far end did. */
    record Act(Operation operation, String marker, long billId) {}

    Wire(World world) {
        this.world = world;
    }

    /** One call that is under way. */
    private final class Flight {
        final DueOrder order;
        final byte[] form;
        final Consumer<Verdict> done;
        Events.Event arrival;
        Events.Event end;

        Flight(DueOrder order, Consumer<Verdict> done) {
            this.order = order;
            this.done = done;
            this.form = bytes(Signature.sign(order.query(), World.LOGIN, World.KEY));
        }

        void fails(long millis, boolean begun, IOException cause) {
            ends(millis, () -> Deliveries.failed(order, world.account(), begun, cause));
        }

        void ends(long millis, java.util.function.Supplier<Verdict> verdict) {
            end = world.events.in(millis, () -> {
                flights.remove(this);
                Verdict told = verdict.get();
                world.tell(order.reference() + "/" + order.attempt() + " ends " + told.state() + ", " + told.reason());
                done.accept(told);
            });
        }

        void arrives(long millis, Consumer<byte[]> then) {
            underWay.merge(order.reference(), 1, Integer::sum);
            arrival = world.events.in(millis, () -> landed(then));
        }

        private void landed(Consumer<byte[]> then) {
            arrival = null;
            underWay.merge(order.reference(), -1, Integer::sum);
            then.accept(act());
        }

        private byte[] act() {
            byte[] reply = world.far.answer(order.operation().apiName(), form, world.keyed);
            if (isDone(reply)) {
                String named = order.operation().creates() ? text(reply) : order.query();
                acts.add(new Act(order.operation(), order.reference(), billId(named)));
            }
            world.tell(order.reference() + "/" + order.attempt() + " arrives: " + text(reply));
            return reply;
        }

        /** The process that made the call is gone; the request may be on its way for a while yet. */
        void cut() {
            end.cancel();
            if (arrival != null && arrival.at() > world.events.now() + lateness()) {
                arrival.cancel();
                arrival = world.events.in(world.upTo(lateness()), () -> landed(reply -> {}));
            }
        }
    }

    private long lateness() {
        return world.settlingMillis() * 9 / 10;
    }

    /** Sends an order's request; what becomes of it is told later, unless the process is gone by then. */
    void send(DueOrder order, Consumer<Verdict> done) {
        Flight flight = new Flight(order, done);
        flights.add(flight);
        double fate = world.well ? 1 : world.random.nextDouble();
        if (world.down || fate < 0.06) {
            flight.fails(world.upTo(2000), false, new ConnectException("Connection refused"));
        } else if (fate < 0.12) {
            flight.fails(PATIENCE_MILLIS, true, new SocketTimeoutException("Read timed out"));
        } else if (fate < 0.18) {
            long arrival = world.upTo(2000);
            flight.arrives(arrival, reply -> {});
            flight.fails(arrival + 1 + world.upTo(PATIENCE_MILLIS), true, new SocketTimeoutException("Read timed out"));
        } else if (fate < 0.32) {
            long end = world.upTo(PATIENCE_MILLIS);
            long late = world.chance(0.5) ? world.upTo(lateness()) : lateness() - world.upTo(lateness() / 5);
            flight.arrives(end + late, reply -> {});
            flight.fails(end, true, new SocketException("Connection reset"));
        } else {
            flight.arrives(world.upTo(2000), reply -> answered(flight, reply));
            // for the case that the process is gone before the answer is under way
            flight.end = world.events.in(PATIENCE_MILLIS, () -> {});
        }
    }

    private void answered(Flight flight, byte[] reply) {
        if (!flights.contains(flight)) {
            return;
        }
        double fate = world.well ? 1 : world.random.nextDouble();
        long transit = 1 + world.upTo(1000);
        boolean done = isDone(reply);
        if (fate < 0.04) {
            replies(flight, transit, 502, null, bytes(HTML));
        } else if (fate < 0.08) {
            replies(flight, transit, 200, null, bytes(text(reply).replaceFirst("\"hash\":\"...", "\"hash\":\"000")));
        } else if (fate < 0.11) {
            replies(
                    flight,
                    transit,
                    200,
                    null,
                    bytes(text(reply).substring(0, text(reply).length() / 2)));
        } else if (fate < 0.13 && done) {
            replies(flight, transit, 200, null, signed(0, "Order created", null));
        } else if (fate < 0.15
                && done
                && !known.isEmpty()
                && flight.order.operation().creates()) {
            long taken = known.get(world.random.nextInt(known.size()));
            replies(flight, transit, 200, null, signed(0, "Order created", "{\"bill_id\":" + taken + "}"));
        } else if (fate < 0.18 && done) {
            replies(flight, transit, 200, null, signed(602, "Error creating order", null));
        } else if (fate < 0.20) {
            replies(flight, transit, 503, "30", reply);
        } else {
            replies(flight, transit, 200, null, reply);
        }
    }

    private void replies(Flight flight, long millis, int status, String retryAfter, byte[] body) {
        flight.end.cancel();
        flight.ends(millis, () -> Deliveries.replied(flight.order, world.account(), status, retryAfter, body));
    }

    /** The way of questions; time goes on while one is asked, and so does all else. */
    Post post() {
        return (URI address, String form) -> {
            world.events.advance(world.upTo(500));
            if (world.trouble(0.01)) {
                world.setClock();
            }
            if (world.down || world.trouble(0.06)) {
                throw new IOException("the connection broke before a reply came");
            }
            String path = address.getPath();
            byte[] reply = world.far.answer(path.substring(path.lastIndexOf('/') + 1), bytes(form), world.keyed);
            world.events.advance(world.upTo(500));
            if (world.trouble(0.03)) {
                return bytes(HTML);
            }
            return world.trouble(0.02) ? signed(3, "Wrong posted data", null) : reply;
        };
    }

    /** The process is gone. */
    void cut() {
        flights.forEach(Flight::cut);
        flights.clear();
    }

    /** Whether a request of that order may yet arrive. */
    boolean mayArrive(String marker) {
        return underWay.getOrDefault(marker, 0) > 0;
    }

    boolean isQuiet() {
        return flights.isEmpty() && underWay.values().stream().allMatch(count -> count == 0);
    }

    private static boolean isDone(byte[] reply) {
        return text(reply).startsWith("{\"error_code\":0,");
    }

    private static long billId(String text) {
        Matcher number = BILL_ID.matcher(text);
        if (!number.find()) {
            throw new AssertionError("no invoice number: " + text);
        }
        return Long.parseLong(number.group(1));
    }

    private static byte[] signed(int code, String text, String result) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(bytes(code + "::" + text + "::" + World.KEY));
            return bytes("{\"error_code\":" + code + ",\"error_text\":\"" + text + "\""
                    + (result == null ? "" : ",\"result\":" + result) + ",\"hash\":\""
                    + HexFormat.of().formatHex(hash) + "\"}");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
