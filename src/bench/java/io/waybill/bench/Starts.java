package io.waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the start of the process to "is ready", and to the first receipt of a document that lay there before. */
final class Starts implements Scenario {
    private static final String BARE = "bare Spring Boot + Camel";
    private static final String UNPACKED = "Waybill, no archive";
    private static final String FAT = "Waybill, java -jar target/waybill.jar";
    private static final String ARCHIVED = "Waybill, archive of classes";
    private static final String CPU = ": CPU";
    private static final String MEMORY = ": idle memory";
    private static final long SETTLE_MILLIS = 3000;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Start to ready, start to first receipt, idle memory";
    }

    @Override
    public List<Aim> aims() {
        return List.of(
                Aim.atMost(UNPACKED, BARE, 1.3),
                Aim.atMost(UNPACKED + CPU, BARE + CPU, 1.3),
                Aim.atMost(ARCHIVED, FAT, 0.4),
                Aim.atMost(ARCHIVED + CPU, FAT + CPU, 0.4),
                Aim.told(UNPACKED + MEMORY, BARE + MEMORY));
    }

    @Override
    public Pace pace() {
        return new Pace(0, 5);
    }

    @Override
    public Course open(Site site) throws Exception {
        Installation installed = site.installation();
        if (installed.archive() == null) {
            site.leftOut("the start with an archive of classes: there is none");
        }
        return (number, readings) -> {
            Path folder = site.newFolder("bare");
            note(
                    BARE,
                    Child.start(
                            folder.resolve("bare.log"),
                            Child.java(
                                    List.of(),
                                    BareApplication.class,
                                    List.of(folder.toString(), site.farEnd().url()))),
                    site,
                    null,
                    readings);
            waybill(UNPACKED, installed.withoutArchive(), site, readings);
            if (installed.archive() != null) {
                waybill(ARCHIVED, installed, site, readings);
            }
            if (installed.fatJar() != null) {
                waybill(FAT, installed.fat(), site, readings);
            }
        };
    }

    private static void waybill(String who, Installation installation, Site site, Readings readings) throws Exception {
        Path folder = site.newFolder("start");
        Batch batch = new Batch("A" + System.nanoTime(), 1);
        Path inbox = folder.resolve("data/inbox");
        batch.writeJsonFiles(inbox);
        site.setup(Site.IN_FLIGHT).write(folder.resolve("config"));
        note(
                who,
                Child.start(
                        folder.resolve("gateway.log"),
                        installation.command(
                                List.of(),
                                List.of(
                                        "run",
                                        "--config",
                                        folder.resolve("config").toString(),
                                        "--data",
                                        folder.resolve("data").toString()))),
                site,
                () -> Receipts.awaitFiles(folder.resolve("data"), batch, site.deadline()),
                readings);
    }

    /** Waits for what comes behind readiness. */
    private interface First {
        void await() throws IOException;
    }

    private static void note(String who, Child started, Site site, First receipt, Readings readings) throws Exception {
        try (Child child = started) {
            child.line("is ready", site.deadline());
            readings.note(who, "s", (System.nanoTime() - child.started()) / 1e9);
            readings.note(who + CPU, "s", child.cpu().toNanos() / 1e9);
            if (receipt != null) {
                receipt.await();
                readings.note(who + ": first receipt", "s", (System.nanoTime() - child.started()) / 1e9);
            }
            if (!site.brief()) {
                TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            }
            readings.note(who + MEMORY, "MB", child.residentMegabytes());
            // its end is not measured, and nothing of it is used again
            child.kill();
        }
    }
}
