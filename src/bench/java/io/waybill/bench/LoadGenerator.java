package io.waybill.bench;

import java.util.List;

/** What the far end takes: no contender may come near to it, or the far end would be what is measured. */
final class LoadGenerator implements Scenario {
    private static final String LOAD = "load generator";

    @Override
    public String name() {
        return "far-end";
    }

    @Override
    public String title() {
        return "The far end under a bare load generator";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.told(LOAD, null));
    }

    @Override
    public Course open(Site site) throws Exception {
        int orders = site.scaled("orders", 200_000, 10_000);
        Bare load = site.bare("load", 2 * Site.IN_FLIGHT);
        return (number, readings) -> {
            Batch batch = new Batch("L" + number, site.ofThisRound(orders));
            site.measure(LOAD, load.child(), batch, load.trial(batch, site.deadline()), readings);
        };
    }
}
