package io.waybill.bench;

import java.nio.file.Path;
import java.util.List;

/** Orders posted one by one over REST, until each is answered 202: committed, while others are being sent. */
final class RestDoor implements Scenario {
    private static final String WAYBILL = "Waybill, accepted";
    private static final String SERVER = "server that does nothing";
    private static final int CLIENTS = 32;

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public String title() {
        return "Orders accepted (202) over REST from 32 clients";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.atLeast(WAYBILL, SERVER, 0.5));
    }

    @Override
    public Pace pace() {
        return new Pace(2, 3);
    }

    @Override
    public boolean sharesGateway() {
        return true;
    }

    @Override
    public Course open(Site site) throws Exception {
        int orders = site.scaled("orders", 50_000, 2_000);
        int port = Site.freePort();
        String address = "http://127.0.0.1:" + port + "/api/orders";
        Path log = site.newFolder("server").resolve("server.log");
        Begun<Bare> starting = site.begin(() -> {
            Child server = site.keep(
                    Child.start(log, Child.java(List.of(), BareServer.class, List.of(Integer.toString(port)))));
            server.line("is ready", site.deadline());
            return site.bare("orders", address, CLIENTS, "none");
        });
        WholeGateway gateway = site.gateway();
        Bare callers = site.bare("orders", gateway.door(), CLIENTS, gateway.callerKey(site));
        Bare plain = starting.get();
        return (number, readings) -> {
            Batch batch = new Batch("H" + number, site.ofThisRound(orders));
            long before = site.farEnd().created();
            note(WAYBILL, batch, callers, site, readings);
            gateway.awaitCreated(before + batch.size(), site.deadline());
            Receipts.awaitFiles(gateway.filed(), batch, site.deadline());
            Receipts.checkFiles(gateway.filed(), batch);
            note(SERVER, batch, plain, site, readings);
        };
    }

    private static void note(String who, Batch batch, Bare callers, Site site, Readings readings) throws Exception {
        Trial trial = callers.trial(batch, site.deadline());
        long start = System.nanoTime();
        trial.run(site.deadline());
        readings.note(who, "orders/s", batch.size() * 1e9 / (System.nanoTime() - start));
    }
}
