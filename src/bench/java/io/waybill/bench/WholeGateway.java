package io.waybill.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Waybill itself in a process of its own, with every guarantee on: from a document in the inbox to its receipts. */
final class WholeGateway implements Closeable {
    private static final long SELDOM_NANOS = 20_000_000;

    private final Child child;
    private final Path data;
    private final Path shared;
    private final FarEnd farEnd;
    private final int door;

    private WholeGateway(Child child, Path data, Path shared, FarEnd farEnd, int door) {
        this.child = child;
        this.data = data;
        this.shared = shared;
        this.farEnd = farEnd;
        this.door = door;
    }

    /** How it is configured: the keys below {@code waybill.}, and options of its JVM. */
    static final class Setup {
        private final Map<String, String> keys = new LinkedHashMap<>();
        private final List<String> options = new ArrayList<>();
        private Path shared;
        private int door;

        Setup(FarEnd farEnd, int inFlight) {
            keys.put("folder.ready", "rename");
            keys.put("accounts.main.url", farEnd.url());
            keys.put("accounts.main.login", FarEnd.LOGIN);
            keys.put("accounts.main.key", FarEnd.KEY);
            keys.put("accounts.main.in-flight", Integer.toString(inFlight));
        }

        Setup key(String name, String value) {
            keys.put(name, value);
            return this;
        }

        Setup option(String option) {
            options.add(option);
            return this;
        }

        /** The port of its REST door. */
        Setup door(int port) {
            door = port;
            return key("rest.port", Integer.toString(port));
        }

        /** The folder that several gateways on one ledger share. */
        Setup shared(Path folder) {
            shared = folder;
            return key("shared", folder.toString());
        }

        /** Writes the configuration into the folder. */
        void write(Path folder) throws IOException {
            StringBuilder yaml = new StringBuilder();
            keys.forEach((name, value) -> yaml.append("waybill.")
                    .append(name)
                    .append(": \"")
                    .append(value)
                    .append("\"\n"));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("application.yaml"), yaml);
        }
    }

    /** Starts it with the folder's data, which may be there, and returns when it is ready. */
    static WholeGateway start(Path folder, Setup setup, FarEnd farEnd, Installation installation, Deadline deadline)
            throws IOException {
        Path data = folder.resolve("data");
        setup.write(folder.resolve("config"));
        Child child = Child.start(
                folder.resolve("gateway.log"),
                installation.command(
                        setup.options,
                        List.of("run", "--config", folder.resolve("config").toString(), "--data", data.toString())));
        try {
            child.line("is ready", deadline);
        } catch (IOException | RuntimeException e) {
            child.close();
            throw e;
        }
        return new WholeGateway(child, data, setup.shared == null ? data : setup.shared, farEnd, setup.door);
    }

    /** Its process. */
    Child child() {
        return child;
    }

    /** Where receipts and error entries come to lie. */
    Path filed() {
        return shared;
    }

    /** Writes a batch as one CSV document; running it takes from the document's appearance to its last receipt. */
    Trial csv(Batch batch) throws IOException {
        String name = batch.name() + ".csv";
        Path draft = draft(name);
        batch.writeCsv(draft);
        return new Trial() {
            @Override
            public void run(Deadline deadline) throws IOException {
                long before = farEnd.created();
                Files.move(draft, inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
                awaitCreated(before + batch.size(), deadline);
                Receipts.awaitLines(shared, name, batch.size(), deadline);
            }

            @Override
            public void check(Deadline deadline) throws IOException {
                // the table's report comes behind its receipts, and the next contender must have the machine to itself
                Receipts.awaitReport(shared, name, deadline);
                Receipts.checkLines(shared, name, batch);
            }
        };
    }

    /** Writes a batch as JSON documents of one order; they appear all at once. */
    Trial files(Batch batch) throws IOException {
        Path hidden = data.resolve("drafts");
        batch.writeJsonFiles(hidden);
        return new Trial() {
            @Override
            public void run(Deadline deadline) throws IOException {
                long before = farEnd.created();
                for (int i = 0; i < batch.size(); i++) {
                    String name = batch.ref(i) + ".json";
                    Files.move(hidden.resolve(name), inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
                }
                awaitCreated(before + batch.size(), deadline);
                Receipts.awaitFiles(shared, batch, deadline);
            }

            @Override
            public void check(Deadline deadline) throws IOException {
                Receipts.checkFiles(shared, batch);
            }
        };
    }

    private Path draft(String name) throws IOException {
        Files.createDirectories(inbox());
        return inbox().resolve(name + ".part");
    }

    Path inbox() {
        return data.resolve("inbox");
    }

    /** The address of its REST door. */
    String door() {
        return "http://127.0.0.1:" + door + "/api/orders";
    }

    /** A key for its REST door. */
    String callerKey(Site site) throws IOException {
        Path log = data.resolveSibling("keys.log");
        try (Child keys = Child.start(
                log,
                site.installation()
                        .command(
                                List.of(),
                                List.of(
                                        "keys",
                                        "add",
                                        "bench",
                                        "--json",
                                        "--config",
                                        data.resolveSibling("config").toString(),
                                        "--data",
                                        data.toString())))) {
            return keys.line("\"key\"", site.deadline()).replaceAll(".*\"key\" *: *\"([^\"]+)\".*", "$1");
        }
    }

    // Seldom while most is still to come: looking must not cost what it measures.
    void awaitCreated(long count, Deadline deadline) throws IOException {
        while (farEnd.created() < count) {
            child.checkAlive();
            deadline.check("orders; " + (count - farEnd.created()) + " are still to come");
            LockSupport.parkNanos(SELDOM_NANOS);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
