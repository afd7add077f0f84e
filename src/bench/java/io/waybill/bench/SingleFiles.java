package io.waybill.bench;

import java.util.List;

/** JSON documents of one order each. */
final class SingleFiles implements Scenario {
    private static final String WAYBILL = "Waybill";
    private static final String PLAIN = "plain Camel file, http, file";

    @Override
    public String name() {
        return "files";
    }

    @Override
    public String title() {
        return "JSON documents of one order";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.atLeast(WAYBILL, PLAIN, 3));
    }

    @Override
    public Pace pace() {
        return new Pace(1, 3);
    }

    @Override
    public boolean sharesGateway() {
        return true;
    }

    @Override
    public Course open(Site site) throws Exception {
        int orders = site.scaled("documents", 20_000, 1_000);
        Begun<Bare> starting = site.begin(() -> site.bare("files", 1));
        WholeGateway gateway = site.gateway();
        Bare plain = starting.get();
        return (number, readings) -> {
            Batch batch = new Batch("F" + number, site.ofThisRound(orders));
            site.measure(WAYBILL, gateway.child(), batch, gateway.files(batch), readings);
            site.measure(PLAIN, plain.child(), batch, plain.trial(batch, site.deadline()), readings);
        };
    }
}
