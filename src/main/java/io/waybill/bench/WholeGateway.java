package io.waybill.bench;

import io.waybill.gateway.Gateway;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.LedgerSignals;
import io.waybill.ledger.State;
import io.waybill.ledger.Suspension;
import io.waybill.order.AccountKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Waybill itself, with every guarantee on: from a document in the inbox to the last filed receipt. */
final class WholeGateway implements Contender {
    // Seldom while most is still to come: looking must not cost what it measures.
    private static final long SELDOM_NANOS = 20_000_000;
    private static final long OFTEN_NANOS = 2_000_000;

    private final Gateway gateway;
    private final FilingDesk desk;
    private final Settled settled = new Settled();

    WholeGateway(FarEnd farEnd, int inFlight, Path home, Path data) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("waybill.home", home.toString());
        settings.put("waybill.data", data.toString());
        settings.put("waybill.folder.ready", "rename");
        settings.put("waybill.accounts.main.url", farEnd.url());
        settings.put("waybill.accounts.main.login", FarEnd.LOGIN);
        settings.put("waybill.accounts.main.key", FarEnd.KEY);
        settings.put("waybill.accounts.main.in-flight", Integer.toString(inFlight));
        settings.put("logging.level.io.waybill", "warn");
        this.gateway = Gateway.start(null, settings);
        this.desk = gateway.ledger().filingDesk();
        gateway.ledger().signals().add(settled);
    }

    @Override
    public String name() {
        return "Waybill";
    }

    @Override
    public String description() {
        return "from a dropped CSV file to the last filed receipt";
    }

    @Override
    public Trial prepare(Batch batch) throws IOException {
        String name = batch.name() + ".csv";
        Files.createDirectories(gateway.inbox());
        Path draft = gateway.inbox().resolve(name + ".part");
        batch.writeCsv(draft);
        settled.count.set(0);
        return new Trial() {
            @Override
            public void run(Deadline deadline) throws IOException {
                Files.move(draft, gateway.inbox().resolve(name), StandardCopyOption.ATOMIC_MOVE);
                awaitReceipts(batch.size(), deadline);
            }

            @Override
            public void check(Deadline deadline) throws IOException {
                // the table's report comes behind its receipts, and the next contender must have the machine to itself
                while (!desk.unfiled().isEmpty()) {
                    deadline.check("the report of " + name);
                    LockSupport.parkNanos(OFTEN_NANOS);
                }
                Receipts.check(gateway.data(), name, batch);
            }
        };
    }

    private void awaitReceipts(int orders, Deadline deadline) {
        while (settled.count.get() < orders || !desk.filed()) {
            if (settled.suspension != null) {
                throw new BenchFailure("The account was suspended: " + settled.suspension);
            }
            deadline.check("receipts; " + settled.count.get() + " of " + orders + " orders are settled");
            LockSupport.parkNanos(settled.count.get() < orders ? SELDOM_NANOS : OFTEN_NANOS);
        }
    }

    @Override
    public void close() {
        desk.close();
        gateway.close();
    }

    /** Counts what has come to its end, as the ledger tells it after each commit. */
    private static final class Settled implements LedgerSignals.Listener {
        private final AtomicInteger count = new AtomicInteger();
        private volatile String suspension;

        @Override
        public void moved(String reference, String ref, State state) {
            if (state.settled()) {
                count.incrementAndGet();
            }
        }

        @Override
        public void suspended(AccountKey account, Suspension why, boolean anew) {
            suspension = why.reason();
        }
    }
}
