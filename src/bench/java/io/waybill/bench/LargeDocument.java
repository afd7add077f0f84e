package io.waybill.bench;

import java.util.List;

/** A document that is far larger than the heap, beside one that is not. */
final class LargeDocument implements Scenario {
    private static final String LARGE = "the large document";
    private static final String SMALL = "the small one before it";
    private static final String MEMORY = "memory after the large one";
    private static final String MEMORY_BEFORE = "memory after the small one";
    private static final String HEAP = "256m";

    @Override
    public String name() {
        return "large";
    }

    @Override
    public String title() {
        return "A very large CSV document, heap 256 MB";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.atLeast(LARGE, SMALL, 0.95), Aim.atMost(MEMORY, MEMORY_BEFORE, 1.1));
    }

    @Override
    public Pace pace() {
        return new Pace(0, 1);
    }

    @Override
    public Course open(Site site) throws Exception {
        int large = site.scaled("orders", 5_000_000, 200_000);
        int small = site.scaled("orders of the small document", 100_000, 10_000);
        int warming = site.scaled("orders that warm up", 100_000, 2_500);
        WholeGateway gateway = site.gateway(site.setup(Site.IN_FLIGHT)
                .option("-Xmx" + HEAP)
                .option("-Xms" + HEAP)
                // all of the heap counts from the beginning, so that what grows is what the documents need beside it
                .option("-XX:+AlwaysPreTouch"));
        return (number, readings) -> {
            Batch warm = new Batch("W" + number, warming);
            site.measure("warm-up", gateway.child(), warm, gateway.csv(warm), readings);
            Batch before = new Batch("M" + number, small);
            site.measure(SMALL, gateway.child(), before, gateway.csv(before), readings);
            readings.note(MEMORY_BEFORE, "MB", gateway.child().peakMegabytes());
            Batch batch = new Batch("N" + number, large);
            site.measure(LARGE, gateway.child(), batch, gateway.csv(batch), readings);
            readings.note(MEMORY, "MB", gateway.child().peakMegabytes());
        };
    }
}
