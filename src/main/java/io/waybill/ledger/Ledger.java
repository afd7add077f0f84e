package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntToLongFunction;

/**
 * The one durable truth of a gateway: every document and every order, from acceptance to its filed outcome. Embedded
 * SQLite in the data folder, or PostgreSQL, which many gateways may share; written by one thread, each commit on disk
 * before anyone is told.
 *
 * <p>All methods may be called from any thread. Futures complete after the commit, or with a {@link LedgerException}
 * or the database's exception.
 */
public final class Ledger implements AutoCloseable {
    private final Path files;
    private final Database database;
    private final DataFolderLock lock;
    private final Commits writer;
    private final LedgerSignals signals = new LedgerSignals();
    private final JustSettled justSettled = new JustSettled();
    private final AccountRows accounts;
    private final Acceptance acceptance;
    private final Settlement settlement;
    private final Doubts doubts;
    private final Resolutions resolutions;
    private final Leasing leasing;
    private final DocumentEnd documentEnd;
    private final Intervention intervention;
    private final AccountDesk accountDesk;
    private final Replies replies;
    private ViewConnection keys;
    private ResultReader results;
    private final Heartbeat heartbeat;

    /** Recovers what nobody is at work on. */
    Ledger(Database database, Path files, DataFolderLock lock, Retries retries, Commits.Opening commits)
            throws SQLException {
        this.database = database;
        this.files = files;
        this.lock = lock;
        Clock clock = database.clock();
        this.accounts = new AccountRows(signals);
        this.doubts = new Doubts(accounts, clock);
        this.settlement = new Settlement(new Refusals(accounts, clock), doubts, clock, retries, signals, justSettled);
        this.acceptance = new Acceptance(settlement, accounts, clock);
        this.resolutions = new Resolutions(settlement, doubts, accounts, clock, signals);
        this.leasing = new Leasing(accounts, doubts, clock);
        this.documentEnd = new DocumentEnd(settlement, signals, clock);
        this.intervention = new Intervention(settlement, clock);
        this.replies = new Replies(retries::delayMillis);
        this.writer = commits.open(signals);
        this.accountDesk = new AccountDesk(writer, accounts, signals, clock);
        Recovery recovery = new Recovery(settlement, doubts, accounts);
        this.heartbeat =
                database instanceof Postgres postgres ? Heartbeat.join(postgres, writer, recovery, signals) : null;
        if (heartbeat == null) {
            Recovery.report(await(writer.submit(recovery::start)));
        }
    }

    /**
     * Opens the embedded ledger of a data folder, makes or moves on its tables, and recovers from whatever ended the
     * process before.
     *
     * @param data the data folder, made where it is missing
     * @param clock the time
     * @param retryDelayMillis how long an order waits for its next try, by the number of those that surely sent nothing
     * @param limits when it is given up
     * @throws LedgerException if the folder is in use or cannot be used
     */
    public static Ledger open(Path data, Clock clock, IntToLongFunction retryDelayMillis, RetryLimits limits) {
        Path folder = data.toAbsolutePath().normalize();
        DataFolderLock lock = DataFolderLock.take(folder, true);
        Path file = folder.resolve("ledger.db");
        try {
            return open(new Sqlite(file, clock), folder, lock, new Retries(limits, retryDelayMillis));
        } catch (SQLException e) {
            lock.close();
            throw new LedgerException(
                    "the ledger " + file + " cannot be opened: "
                            + e.getMessage().lines().findFirst().orElse("it is no ledger"),
                    e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Opens a ledger that never gives an order up; see the other method. */
    public static Ledger open(Path data, Clock clock, IntToLongFunction retryDelayMillis) {
        return open(data, clock, retryDelayMillis, RetryLimits.NONE);
    }

    /**
     * Opens a ledger in PostgreSQL, which other gateways may have open; makes or moves on its tables, and takes up the
     * work of gateways whose lease is over. All times by which it decides are the database's.
     *
     * @param settings where it is
     * @param name this gateway, for people
     * @param data this gateway's own data folder, made where it is missing
     * @param files the folder in which all gateways keep documents and file outcomes
     * @param wall this machine's clock
     * @throws LedgerException if the database cannot be used, with a sentence that says what to do
     */
    public static Ledger open(
            PostgresSettings settings,
            String name,
            Path data,
            Path files,
            Clock wall,
            IntToLongFunction retryDelayMillis,
            RetryLimits limits) {
        return open(new Postgres(settings, name, wall, null), data, files, new Retries(limits, retryDelayMillis));
    }

    static Ledger open(Postgres postgres, Path data, Path files, Retries retries) {
        DataFolderLock lock = DataFolderLock.take(data.toAbsolutePath().normalize(), false);
        try {
            return open(postgres, files.toAbsolutePath().normalize(), lock, retries);
        } catch (SQLException e) {
            lock.close();
            throw new LedgerException(postgres.trouble(e), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Ledger open(Database database, Path files, DataFolderLock lock, Retries retries)
            throws SQLException {
        database.migrate();
        return new Ledger(database, files, lock, retries, signals -> new Writer(database, signals));
    }

    /** How many gateways are at work on this ledger, this one included, as far as this one knows. */
    public int nodes() {
        return database.nodes().live();
    }

    /** Whether of all gateways it is this one that does what one has to do. */
    public boolean leads() {
        return database.nodes().leads();
    }

    /** Whether other gateways may be at work on this ledger. */
    public boolean isShared() {
        return database.isShared();
    }

    /** This gateway's share, at least 1, of what all together may have in flight on an account. */
    public int share(AccountKey account, int limit) {
        return database.nodes().share(account, limit);
    }

    /** Whether an order that was leased is still this gateway's to send. To be asked as the last act before that. */
    public boolean isOurs(LeasedOrder order) {
        return database.nodes().holds(order.node());
    }

    /** The clock by which the ledger notes its times; not this machine's where many share it. */
    public Clock clock() {
        return database.clock();
    }

    /** What this process hears of commits. */
    public LedgerSignals signals() {
        return signals;
    }

    /** What may be sent, account by account and altogether. */
    public AccountDesk accounts() {
        return accountDesk;
    }

    /** Why nothing can be committed at present, so that all work waits; empty where it can. */
    public Optional<String> outage() {
        return Optional.ofNullable(writer.outage());
    }

    /** The keys of the REST API. */
    public ApiKeys apiKeys() {
        return new KeyRows.Online(writer, this::keys);
    }

    private synchronized ViewConnection keys() {
        if (keys == null) {
            keys = reader();
        }
        return keys;
    }

    /** A desk for one thread that files outcomes. */
    public FilingDesk filingDesk() {
        return new FilingDesk(reader(), files, justSettled);
    }

    /** A desk for one thread that lets go of what is old. */
    public RetentionDesk retentionDesk() {
        return new RetentionDesk(writer, reader(), files);
    }

    /**
     * A desk for a route that tells sources what became of their documents.
     *
     * @param route the name by which documents ask for it
     */
    public ReplyDesk replyDesk(String route) {
        return new ReplyDesk(writer, reader(), replies, files, clock(), route);
    }

    /** Has the source of a document, which asked for a reply and is settled, told once more. */
    public CompletableFuture<Void> replyAgain(String reference) {
        return writer.submit(tx -> Replies.again(tx, reference));
    }

    /** A view for operators. */
    public LedgerView view() {
        return new LedgerView(reader(), files);
    }

    private ViewConnection reader() {
        try {
            return new ViewConnection(database);
        } catch (SQLException e) {
            throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Accepts the first orders of a document, and with them the document. Completes with the name of the earlier
     * document that this one repeats, in which case nothing of it was accepted, or with its number.
     *
     * @param document the document
     * @param orders its first orders; more than one, or more to come, makes it a document of many
     * @param ended whether these are all: then the document is read, and its orders are due
     */
    public CompletableFuture<Opened> accept(NewDocument document, List<NewOrder> orders, boolean ended) {
        return writer.submit(tx -> {
            tx.nodes().read(tx, document.reference());
            Opened existing = existing(tx, document);
            if (existing != null && !ended) {
                tx.afterCommit(() -> accepted(orders));
                acceptance.accept(tx, existing.id(), document.early(), orders);
                return existing;
            }
            String duplicateOf = existing == null ? acceptance.duplicateOf(tx, document) : null;
            if (duplicateOf != null) {
                acceptance.insert(
                        tx,
                        document,
                        DocumentState.DUPLICATE,
                        false,
                        "it has the same content as " + duplicateOf
                                + ", whose orders were all accepted without a failure");
                return new Opened(0, duplicateOf, false);
            }
            boolean lines = !ended || orders.size() != 1;
            tx.afterCommit(() -> accepted(orders));
            long id = existing != null
                    ? existing.id()
                    : acceptance.insert(tx, document, ended ? DocumentState.READ : DocumentState.READING, lines);
            acceptance.accept(tx, id, document.early(), orders);
            if (ended && existing == null) {
                documentEnd.read(tx, id);
            }
            return new Opened(id, null, !ended || existing != null);
        });
    }

    /**
     * Accepts a whole document that is no file, with all of its orders, in one commit, and tells what became of it.
     * Completes with null, and nothing of it was accepted, where the ledger knows the document or one that it repeats.
     * Fails with a {@link HeldElsewhereException} where another gateway is reading it.
     *
     * @param content the document itself, which the ledger keeps
     */
    public CompletableFuture<DocumentResult> acceptWhole(NewDocument document, byte[] content, List<NewOrder> orders) {
        return writer.submit(tx -> {
            tx.nodes().read(tx, document.reference());
            DocumentResult result = null;
            if (existing(tx, document) == null && acceptance.duplicateOf(tx, document) == null) {
                tx.afterCommit(() -> accepted(orders));
                long id = acceptance.insert(tx, document, DocumentState.READ, orders.size() != 1);
                tx.update("insert into document_body (document_id, content) values (?, ?)", id, content);
                result = acceptance.accept(tx, id, document.early(), orders)
                        ? ResultReader.accepted(document.reference(), orders)
                        : ResultReader.accepted(tx, id, document.reference());
            }
            tx.nodes().letGo(tx, document.reference());
            return result;
        });
    }

    private void accepted(List<NewOrder> orders) {
        for (NewOrder order : orders) {
            signals.accepted(order);
        }
        signals.due();
    }

    private static Opened existing(Tx tx, NewDocument document) throws SQLException {
        try (ResultSet row = tx.query("select id from document where reference = ?", document.reference())) {
            return row.next() ? new Opened(row.getLong(1), null, true) : null;
        }
    }

    /** Accepts more orders of a document that is being read. */
    public CompletableFuture<Void> accept(long documentId, boolean early, List<NewOrder> orders) {
        return writer.submitBulk(tx -> {
            tx.nodes().checkReads(tx, documentId);
            tx.afterCommit(() -> accepted(orders));
            acceptance.accept(tx, documentId, early, orders);
            return null;
        });
    }

    /** The document was read to a well-formed end and found unchanged: its orders are due. */
    public CompletableFuture<Void> read(long documentId) {
        Commits.Work<Boolean> judge = tx -> {
            tx.nodes().checkReads(tx, documentId);
            return acceptance.judgeStaged(tx, documentId);
        };
        return writer.submitBulk(judge)
                .thenCompose(
                        more -> more ? read(documentId) : reading(documentId, tx -> documentEnd.read(tx, documentId)));
    }

    /** The document broke off: those of its orders that were held back are invalid, for that reason. */
    public CompletableFuture<Void> brokeOff(long documentId, String reason) {
        return reading(documentId, tx -> documentEnd.brokeOff(tx, documentId, reason));
    }

    /** Forgets a document that changed while it was read. None of its orders was due; it is read anew. */
    public CompletableFuture<Void> forget(long documentId) {
        return reading(documentId, tx -> documentEnd.forget(tx, documentId));
    }

    /** What only the one who reads the document may do. */
    private <T> CompletableFuture<T> reading(long documentId, Commits.Work<T> work) {
        return writer.submit(tx -> {
            tx.nodes().checkReads(tx, documentId);
            return work.run(tx);
        });
    }

    /** The document lies where it belongs, and nobody has to go on with it. */
    public CompletableFuture<Void> letGo(String reference) {
        if (!isShared()) {
            return CompletableFuture.completedFuture(null);
        }
        return writer.submit(tx -> {
            tx.nodes().letGo(tx, reference);
            return null;
        });
    }

    /** Notes a document of which nothing could be read, and why. */
    public CompletableFuture<Void> unreadable(NewDocument document, String reason) {
        return writer.submit(tx -> {
            tx.nodes().read(tx, document.reference());
            acceptance.insert(tx, document, DocumentState.UNREADABLE, false, reason);
            return null;
        });
    }

    /**
     * Takes a document to read it, or to read it on, and tells how far it was read; null where the ledger does not know
     * it. Fails with a {@link HeldElsewhereException} where another gateway has it.
     */
    public CompletableFuture<DocumentPlace> take(String reference) {
        return writer.submit(tx -> {
            tx.nodes().read(tx, reference);
            return place(tx, reference);
        });
    }

    /** How far a document was read, by its public id; null where the ledger does not know it. */
    public CompletableFuture<DocumentPlace> place(String reference) {
        return writer.submit(tx -> place(tx, reference));
    }

    private static DocumentPlace place(Tx tx, String reference) throws SQLException {
        try (ResultSet row = tx.query(
                "select id, state, last_position, content_hash, exists (select 1 from orders o"
                        + " where o.id between first_order and last_order and o.document_id = document.id"
                        + " and o.identity is not null), file, mapping from document where reference = ?",
                reference)) {
            return row.next()
                    ? new DocumentPlace(
                            row.getLong(1),
                            DocumentState.values()[row.getInt(2)],
                            row.getInt(3),
                            row.getBytes(4),
                            row.getBoolean(5),
                            row.getString(6),
                            row.getString(7))
                    : null;
        }
    }

    /**
     * What became of a document and the first thousand of its orders.
     *
     * @throws UnknownDocumentException where there is none of that public id
     */
    public DocumentResult result(String reference) {
        return results().read(reference);
    }

    private synchronized ResultReader results() {
        if (results == null) {
            results = new ResultReader(reader());
        }
        return results;
    }

    /**
     * Leases due orders of an account, at most that many, and begins an attempt of each: from this commit on a crash
     * leaves them in doubt.
     */
    public CompletableFuture<Lease> lease(AccountKey account, int most) {
        return writer.submit(tx -> {
            Lease lease = leasing.lease(tx, account, most);
            tx.afterCommit(() -> lease.orders()
                    .forEach(order -> signals.moved(
                            order.order().reference(), order.order().ref(), State.SENDING)));
            return lease;
        });
    }

    /** Gives back what was leased and surely not sent, as if it had never been taken. */
    public CompletableFuture<Void> giveBack(List<LeasedOrder> unsent) {
        return writer.submit(tx -> Leasing.giveBack(tx, unsent));
    }

    /** Ends an attempt. */
    public CompletableFuture<Void> settle(LeasedOrder order, Verdict verdict) {
        return writer.submit(tx -> {
            settlement.settle(tx, order, verdict);
            if (isTrusted(verdict)
                    && tx.nodes().trusted(tx, accounts.id(tx, order.order().account()))) {
                tx.afterCommit(signals::due);
            }
            return null;
        });
    }

    private static boolean isTrusted(Verdict verdict) {
        return verdict.verified() && verdict.suspend() == null;
    }

    /**
     * The account's orders in doubt that are due to be asked about, at most that many; when none is, the batch says
     * when one will be.
     */
    public CompletableFuture<DoubtBatch> doubts(AccountKey account, int most) {
        return writer.submit(tx -> doubts.due(tx, account, most));
    }

    /** Does with orders in doubt what came of asking; those that have moved on meanwhile stay as they are. */
    public CompletableFuture<Void> resolved(DoubtFindings findings) {
        return writer.submit(tx -> resolutions.apply(tx, findings));
    }

    /** The clock has jumped: what was learned of the account's doubts by the times of before counts no more. */
    public CompletableFuture<Void> clockJumped(AccountKey account) {
        return writer.submit(
                // what another gateway learned it has learned by its own times
                tx -> tx.nodes().asks(tx, accounts.id(tx, account)) ? doubts.anew(tx, account) : null);
    }

    /**
     * Sends a failed order again, and the orders that fell with it. What a person cannot do is refused, not failed; null
     * where there is no order of that public id. The same holds of the three methods below.
     */
    public CompletableFuture<Intervened> replay(String reference, Act act) {
        return writer.submit(tx -> intervention.replay(tx, reference, act));
    }

    /** Gives an order up for good. */
    public CompletableFuture<Intervened> discard(String reference, Act act) {
        return writer.submit(tx -> intervention.discard(tx, reference, act));
    }

    /** A person has found the order at the far end, under that invoice number. */
    public CompletableFuture<Intervened> confirm(String reference, long billId, Act act) {
        return writer.submit(tx -> intervention.confirm(tx, reference, billId, act));
    }

    /** A person has seen that the order is not at the far end: it is sent again. */
    public CompletableFuture<Intervened> absent(String reference, Act act) {
        return writer.submit(tx -> intervention.absent(tx, reference, act));
    }

    /**
     * Replays every order in a state, a few hundred a commit, so that nobody waits; blocks until all are done. Orders
     * that come into the state meanwhile are not among them.
     *
     * @param state {@link State#REJECTED} or {@link State#UNDELIVERED}
     * @param account the configured name of the only account concerned, or null
     */
    public ReplayedAll replayAll(State state, String account, Act act) {
        return new BulkReplay(writer, intervention, act).run(state, account);
    }

    /**
     * This ledger was put back from a copy: its open creates may have been sent since, so that each is asked about
     * before it is sent. To be called before anything is leased. Returns how many are in doubt by this.
     *
     * @throws LedgerException if another gateway is at work on it
     */
    public CompletableFuture<Integer> restored() {
        return writer.submit(tx -> {
            if (!tx.nodes().alone(tx)) {
                throw new LedgerException("another gateway is at work on this ledger, and may have sent orders of it"
                        + " already: stop all gateways, and start one with --after-restore first");
            }
            return new Restored(settlement).run(tx);
        });
    }

    /**
     * Takes a document, to file its outcomes: of all gateways one does, until it is {@link #filed} with nothing more to
     * come, or given back.
     *
     * @return false if another one has it
     */
    public CompletableFuture<Boolean> beginFiling(long documentId) {
        return beginFiling(List.of(documentId)).thenApply(taken -> !taken.isEmpty());
    }

    /**
     * Takes documents, to file their outcomes together.
     *
     * @return those that no other gateway has
     */
    public CompletableFuture<List<Long>> beginFiling(List<Long> documents) {
        if (!isShared()) {
            return CompletableFuture.completedFuture(documents);
        }
        return writer.submit(tx -> {
            List<Long> taken = new ArrayList<>();
            for (long document : documents) {
                if (Filing.begin(tx, document)) {
                    taken.add(document);
                }
            }
            return taken;
        });
    }

    /** Gives a document back, of which nothing is left to file. */
    public CompletableFuture<Void> endFiling(long documentId) {
        if (!isShared()) {
            return CompletableFuture.completedFuture(null);
        }
        return writer.submit(tx -> {
            tx.nodes().filed(tx, documentId);
            return null;
        });
    }

    /** Something was written late, beside another gateway that files the document: all of it is filed anew. */
    public CompletableFuture<Void> fileAnew(long documentId) {
        return writer.submit(tx -> Filing.anew(tx, documentId));
    }

    /**
     * Notes that a batch is filed, with the lengths of its files. Fails with a {@link HeldElsewhereException} where
     * another gateway has filed the document meanwhile.
     */
    public CompletableFuture<Void> filed(FilingBatch batch) {
        return filed(new FilingRound(List.of(batch)));
    }

    /** Notes, in one commit, that all batches of a round are filed; fails as a whole where that of one batch would. */
    public CompletableFuture<Void> filed(FilingRound round) {
        return writer.submit(tx -> {
                    for (FilingBatch batch : round.batches()) {
                        Filing.done(tx, batch);
                    }
                    return null;
                })
                .thenAccept(done -> round.batches()
                        .forEach(batch -> justSettled.forget(batch.document().id(), batch.upTo())));
    }

    /** Ends, as invalid, orders whose target has not come within that time. Returns how many. */
    public CompletableFuture<Integer> dropUnknownTargets(Duration timeout) {
        return writer.submit(tx -> documentEnd.dropUnknownTargets(tx, timeout));
    }

    /** How many orders are in each state; a full count, for people and tests. */
    public CompletableFuture<Map<State, Long>> counts() {
        return writer.submit(tx -> {
            Map<State, Long> counts = new java.util.EnumMap<>(State.class);
            try (ResultSet rows = tx.query("select state, count(*) from orders group by state")) {
                while (rows.next()) {
                    counts.put(State.of(rows.getInt(1)), rows.getLong(2));
                }
            }
            return counts;
        });
    }

    /** Documents that were being read when the process before this one ended. */
    public CompletableFuture<List<String>> reading() {
        return writer.submit(tx -> {
            List<String> references = new ArrayList<>();
            try (ResultSet rows = tx.query("select reference from document where state = 0")) {
                while (rows.next()) {
                    references.add(rows.getString(1));
                }
            }
            return references;
        });
    }

    /** Waits for a future of this ledger and gives its exception as it is. */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new LedgerException(
                    "the ledger could not do it: " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        if (heartbeat != null) {
            heartbeat.leave();
        }
        writer.close();
        synchronized (this) {
            if (keys != null) {
                keys.close();
            }
            if (results != null) {
                results.close();
            }
        }
        database.close();
        lock.close();
    }
}
