package io.waybill.bench;

import java.time.Duration;
import java.util.List;

/** Many calls in flight at a far end that takes its time: memory for each of them, and never a stall. */
final class SlowFarEnd implements Scenario {
    private static final String WAYBILL = "Waybill";
    private static final String CEILING = "512 / 0.2 s";
    private static final String MEMORY = "most memory";
    private static final int IN_FLIGHT = 512;
    private static final Duration LATENCY = Duration.ofMillis(200);

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public String title() {
        return "A far end that answers after 200 ms, 512 calls in flight";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.atLeast(WAYBILL, CEILING, 0.95), Aim.atMost(MEMORY, null, 500));
    }

    @Override
    public Pace pace() {
        return new Pace(1, 3);
    }

    @Override
    public Course open(Site site) throws Exception {
        int orders = site.scaled("orders", 50_000, 20_000);
        WholeGateway gateway = site.gateway(site.setup(IN_FLIGHT));
        return (number, readings) -> {
            site.farEnd().answersAfter(LATENCY);
            Batch batch = new Batch("S" + number, site.ofThisRound(orders));
            InFlight inFlight = InFlight.watch(site.farEnd(), LATENCY);
            try (inFlight) {
                site.measure(WAYBILL, gateway.child(), batch, gateway.csv(batch), readings);
            }
            inFlight.note(readings);
            readings.note(CEILING, "orders/s", IN_FLIGHT * 1000.0 / LATENCY.toMillis());
            readings.note(MEMORY, "MB", gateway.child().peakMegabytes());
        };
    }
}
