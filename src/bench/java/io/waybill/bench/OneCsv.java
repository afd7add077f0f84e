package io.waybill.bench;

import java.util.List;

/** One CSV document against a far end that answers at once, beside what Waybill stands on. */
final class OneCsv implements Scenario {
    private static final String WAYBILL = "Waybill";
    private static final String ROUTE = "B: bare Camel route";
    private static final String CLIENT = "A: bare client";
    private static final int ORDERS = 100_000;
    private static final int FEWER = 15_000;
    private static final int FEWEST = 5_000;

    private final boolean warm;

    /** @param warm in processes that have carried such documents before, or in new ones */
    OneCsv(boolean warm) {
        this.warm = warm;
    }

    @Override
    public String name() {
        return warm ? "csv" : "cold";
    }

    @Override
    public String title() {
        return "One CSV document, " + (warm ? "warm" : "in a process that has just started");
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.atLeast(WAYBILL, ROUTE, 0.8), Aim.told(WAYBILL, CLIENT));
    }

    @Override
    public Pace pace() {
        return warm ? new Pace(3, 5) : new Pace(0, 3);
    }

    @Override
    public boolean sharesGateway() {
        return true;
    }

    @Override
    public Course open(Site site) throws Exception {
        int orders = site.scaled("orders", ORDERS, warm ? FEWER : FEWEST);
        if (!warm && !site.brief()) {
            return (number, readings) -> site.apart(at -> new Three(at).round(number, orders, readings));
        }
        // in the short form these are new, too, since nothing else uses them before it
        Three three = new Three(site);
        return (number, readings) -> three.round(number, orders, readings);
    }

    /** The three that are compared. */
    private final class Three {
        private final Site site;
        private final WholeGateway gateway;
        private final Bare route;
        private final Bare client;

        Three(Site site) throws Exception {
            this.site = site;
            Begun<Bare> startingRoute = site.begin(() -> site.bare("route"));
            Begun<Bare> startingClient = site.begin(() -> site.bare("client"));
            gateway = site.gateway();
            route = startingRoute.get();
            client = startingClient.get();
        }

        void round(int number, int orders, Readings readings) throws Exception {
            Batch batch = new Batch((warm ? "C" : "K") + number, site.ofThisRound(orders));
            site.measure(WAYBILL, gateway.child(), batch, gateway.csv(batch), readings);
            site.measure(ROUTE, route.child(), batch, route.trial(batch, site.deadline()), readings);
            site.measure(CLIENT, client.child(), batch, client.trial(batch, site.deadline()), readings);
        }
    }
}
