package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does every second while it shares a ledger: it renews its lease, takes up the work of nodes whose lease is
 * over, and tells its own parts what other nodes have committed.
 */
final class Heartbeat implements LedgerSignals.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final int MOST_DOCUMENTS = 1000;

    private static final String UNFILED = "select id from document where (filed_seq < settled_seq"
            + " or (state in (1, 2) and open = 0 and reported_seq < settled_seq)) and not (state = 0 and early = 0)"
            + " and not exists (select 1 from filing f where f.document_id = document.id and f.node <> ?)"
            + " order by id limit ?";
    private static final String DOUBTS = "select distinct a.name from doubt d join account a on a.id = d.account_id"
            + " where d.next_ask_at <= ? and a.asker in (0, ?)";

    /** What one beat found. */
    private record Found(
            int inDoubt,
            boolean paused,
            Map<AccountKey, Suspension> suspended,
            List<AccountKey> doubts,
            List<Long> unfiled) {}

    private final Postgres database;
    private final Commits writer;
    private final Recovery recovery;
    private final LedgerSignals signals;
    private final Map<AccountKey, Suspension> known = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ledger-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private boolean paused;

    private Heartbeat(Postgres database, Commits writer, Recovery recovery, LedgerSignals signals) {
        this.database = database;
        this.writer = writer;
        this.recovery = recovery;
        this.signals = signals;
    }

    /** Makes this process a node of the ledger. */
    static Heartbeat join(Postgres database, Commits writer, Recovery recovery, LedgerSignals signals) {
        Heartbeat heartbeat = new Heartbeat(database, writer, recovery, signals);
        int inDoubt = Ledger.await(writer.submit(tx -> {
            database.nodes().look(tx);
            return recovery.start(tx);
        }));
        Recovery.report(inDoubt);
        signals.add(heartbeat);
        long pause = Math.min(Duration.ofSeconds(1).toMillis(), database.lease().toMillis() / 4);
        heartbeat.timer.scheduleWithFixedDelay(heartbeat::beat, pause, pause, TimeUnit.MILLISECONDS);
        return heartbeat;
    }

    private void beat() {
        try {
            Ledger.await(writer.submit(this::look));
        } catch (RuntimeException e) {
            LOG.warn("The ledger's other gateways could not be looked after: {}", e.toString());
        }
    }

    private Void look(Tx tx) throws SQLException {
        SharedNodes nodes = database.nodes();
        int inDoubt = nodes.look(tx) ? recovery.takeOver(tx) : 0;
        Found found = new Found(
                inDoubt,
                one(tx, "select 1 from pause"),
                AccountRows.allSuspended(tx, database.clock().instant()),
                accounts(tx, nodes.id()),
                unfiled(tx, nodes.id()));
        tx.afterCommit(() -> tell(found));
        return null;
    }

    private static boolean one(Tx tx, String sql) throws SQLException {
        try (ResultSet row = tx.query(sql)) {
            return row.next();
        }
    }

    private List<AccountKey> accounts(Tx tx, long node) throws SQLException {
        List<AccountKey> accounts = new ArrayList<>();
        try (ResultSet rows = tx.query(DOUBTS, database.clock().millis(), node)) {
            while (rows.next()) {
                accounts.add(AccountKey.parse(rows.getString(1)));
            }
        }
        return accounts;
    }

    private static List<Long> unfiled(Tx tx, long node) throws SQLException {
        List<Long> documents = new ArrayList<>();
        try (ResultSet rows = tx.query(UNFILED, node, MOST_DOCUMENTS)) {
            while (rows.next()) {
                documents.add(rows.getLong(1));
            }
        }
        return documents;
    }

    private void tell(Found found) {
        if (found.inDoubt() > 0) {
            LOG.warn(
                    "{} order(s) were being sent by a gateway that does not answer any more and are in doubt now",
                    found.inDoubt());
        }
        if (found.paused() && !paused) {
            signals.paused();
        }
        paused = found.paused();
        for (AccountKey account : List.copyOf(known.keySet())) {
            if (!found.suspended().containsKey(account)) {
                signals.resumed(account);
            }
        }
        found.suspended().forEach((account, suspension) -> {
            if (!known.containsKey(account)) {
                signals.suspended(account, suspension, true);
            }
        });
        found.doubts().forEach(signals::doubt);
        found.unfiled().forEach(document -> signals.settled(document, false));
        signals.due();
    }

    @Override
    public void suspended(AccountKey account, Suspension suspension, boolean anew) {
        known.put(account, suspension);
    }

    @Override
    public void resumed(AccountKey account) {
        known.remove(account);
    }

    @Override
    public void paused() {
        paused = true;
    }

    /** Ends this process's part in the ledger, as its last act. */
    void leave() {
        timer.shutdownNow();
        writer.submit(tx -> {
            database.nodes().leave(tx);
            return null;
        });
    }
}
