package io.waybill.ledger;

import io.waybill.order.AccountKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** An open ledger with the shortest words for what tests do with it, and a second connection to look at it. */
public final class LedgerSite implements AutoCloseable {
    /** How long an order waits after its n-th unsent attempt. */
    public static final long DELAY_MILLIS = 200;

    private static final AtomicLong NAMES = new AtomicLong(1_000_000);

    private final Store store;
    private final Path data;
    private final Clock clock;
    private final RetryLimits limits;
    private final Ledger ledger;
    private final Connection reader;
    private int documents;

    /** Opens the ledger of a data folder. */
    public LedgerSite(Store store, Path data, Clock clock) {
        this(store, data, clock, RetryLimits.NONE);
    }

    /** Opens the ledger of a data folder, with an end to retries. */
    LedgerSite(Store store, Path data, Clock clock, RetryLimits limits) {
        this.store = store;
        this.data = data;
        this.clock = clock;
        this.limits = limits;
        this.ledger = store.open(data, clock, attempt -> attempt * DELAY_MILLIS, limits);
        try {
            this.reader = store.reader(data);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ledger. */
    public Ledger ledger() {
        return ledger;
    }

    /** The ledger's data folder. */
    public Path data() {
        return data;
    }

    /** Opens what a crash at this moment would leave behind. */
    LedgerSite crashed(Path copy) {
        store.asIfCrashed(data, copy);
        return new LedgerSite(store, copy, clock, limits);
    }

    /** A connection that reads as the ledger's own do. */
    ViewConnection view() throws SQLException {
        return new ViewConnection(store.database(data, clock));
    }

    // ---- documents

    /** A document that nobody has seen before. */
    public NewDocument document(boolean early) {
        documents++;
        return document("doc" + documents + ".jsonl", Long.toHexString(NAMES.incrementAndGet()), early, false);
    }

    /** A document of that name and content. */
    NewDocument document(String name, String content, boolean early, boolean repeatable) {
        return document(name, content, early, repeatable, clock);
    }

    /** A document of that name that nobody has seen before. */
    static NewDocument documentNamed(String name) {
        return document(name, Long.toHexString(NAMES.incrementAndGet()), false, false, Clock.systemUTC());
    }

    private static NewDocument document(String name, String content, boolean early, boolean repeatable, Clock clock) {
        byte[] hash = Arrays.copyOf(content.getBytes(StandardCharsets.UTF_8), 16);
        return new NewDocument(
                "DOC" + NAMES.incrementAndGet(),
                "folder",
                name,
                "main",
                "",
                "jsonl",
                hash,
                early,
                repeatable,
                LocalDate.ofInstant(clock.instant(), clock.getZone()),
                name,
                null,
                clock.instant(),
                null);
    }

    /** The same document of a source that asks to be told by that route. */
    public static NewDocument asking(NewDocument document, String route) {
        return new NewDocument(
                document.reference(),
                document.source(),
                document.name(),
                document.account(),
                document.mapping(),
                document.format(),
                document.contentHash(),
                document.early(),
                document.repeatable(),
                document.day(),
                document.stem(),
                document.file(),
                document.receivedAt(),
                new ReplyRequest(route, "anna@example.com"));
    }

    /** The orders of a document, at positions from that one on. */
    public static List<NewOrder> orders(NewDocument document, int first, Draft... drafts) {
        List<NewOrder> orders = new ArrayList<>();
        for (Draft draft : drafts) {
            orders.add(draft.at(Arrays.toString(document.contentHash()), first + orders.size()));
        }
        return orders;
    }

    /** Accepts a new document of these orders, read to its end; gives their public ids. */
    public List<String> accept(Draft... drafts) {
        NewDocument document = document(false);
        List<NewOrder> orders = orders(document, 1, drafts);
        Ledger.await(ledger.accept(document, orders, true));
        return orders.stream().map(NewOrder::reference).toList();
    }

    /** Accepts a new document of one order; gives its public id. */
    public String acceptOne(Draft draft) {
        return accept(draft).get(0);
    }

    // ---- delivery

    /** Leases at most that many orders of the main account and so begins them. */
    List<LeasedOrder> lease(int most) {
        return lease(Draft.MAIN, most);
    }

    List<LeasedOrder> lease(AccountKey account, int most) {
        return Ledger.await(ledger.lease(account, most)).orders();
    }

    /** Leases all that is due. */
    List<LeasedOrder> sendAll() {
        return lease(10_000);
    }

    /** Leases all that is due and gives their public ids; gives them back at once. */
    List<String> due() {
        List<LeasedOrder> leased = lease(10_000);
        Ledger.await(ledger.giveBack(leased));
        return leased.stream().map(order -> order.order().reference()).toList();
    }

    /** Sends the one order that is due. */
    LeasedOrder sendOne() {
        List<LeasedOrder> sent = sendAll();
        if (sent.size() != 1) {
            throw new AssertionError("expected one order that is due, found " + sent);
        }
        return sent.get(0);
    }

    /** Settles an order and waits until everybody has heard of it. */
    void settle(LeasedOrder order, Verdict verdict) {
        Ledger.await(ledger.settle(order, verdict));
        // whoever hears of a later commit knows that this one's news has been told
        Ledger.await(ledger.reading());
    }

    /** Does that with every doubt of the main account that is due. */
    public void resolve(Resolution resolution) {
        DoubtBatch batch = Ledger.await(ledger.doubts(Draft.MAIN, 1000));
        Map<OpenDoubt, Resolution> resolutions = new LinkedHashMap<>();
        batch.doubts().forEach(doubt -> resolutions.put(doubt, resolution));
        Ledger.await(ledger.resolved(
                new DoubtFindings(Draft.MAIN, resolutions, batch.inTag(), batch.inComment(), null, null)));
    }

    /** Sends all that is due on the account and ends it so. */
    public void sent(AccountKey account, Verdict verdict) {
        lease(account, 10_000).forEach(order -> settle(order, verdict));
    }

    /** Accepts one order, sends it and ends it so. It must be the only one that is due. */
    public String ended(Draft draft, Verdict verdict) {
        String reference = acceptOne(draft);
        settle(sendOne(), verdict);
        return reference;
    }

    /** Sends the one order that is due and ends it so. */
    public void end(Verdict verdict) {
        settle(sendOne(), verdict);
    }

    // ---- what is committed

    /** The state of an order, by its public id. */
    public State state(String reference) {
        return State.of(((Number) one(
                        "select o.state from orders o join order_content c on c.order_id = o.id"
                                + " where c.reference = ?",
                        reference))
                .intValue());
    }

    /** Why an order ended as it did. */
    String reason(String reference) {
        return (String) one(
                "select u.reason from outcome u join order_content c on c.order_id = u.order_id"
                        + " where c.reference = ?",
                reference);
    }

    /** The public id of the order that took an order's place, or null. */
    String supersededBy(String reference) {
        return (String) one(
                "select s.reference from orders o join order_content c on c.order_id = o.id"
                        + " left join order_content s on s.order_id = o.superseded_by where c.reference = ?",
                reference);
    }

    /** What history has of an order: event and detail. */
    List<String> history(String reference) {
        return rows(
                        "select h.event, h.detail from history h join order_content c on c.order_id = h.order_id"
                                + " where c.reference = ? order by h.id",
                        reference)
                .stream()
                .map(row -> row.get(0) + ": " + row.get(1))
                .toList();
    }

    /** The only column of the only row; null where there is no row. */
    public Object one(String sql, Object... parameters) {
        List<List<Object>> rows = rows(sql, parameters);
        return rows.isEmpty() ? null : rows.get(0).get(0);
    }

    /** All rows, as a second connection sees them. */
    public synchronized List<List<Object>> rows(String sql, Object... parameters) {
        try (PreparedStatement statement = reader.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<List<Object>> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Object> row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        Object value = rows.getObject(i);
                        row.add(plain(value));
                    }
                    all.add(row);
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for the same, whatever database it comes from. */
    private static Object plain(Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        boolean small = value instanceof Long number && number == number.intValue()
                || value instanceof BigDecimal sum && sum.scale() == 0 && sum.precision() < 10;
        return small ? (Object) ((Number) value).intValue() : value;
    }

    /** Everything that the ledger holds of orders and documents, for comparison. */
    Map<String, List<List<Object>>> everything() {
        return Map.of(
                "document", rows("select * from document order by id"),
                "orders", rows("select * from orders order by id"),
                "order_content", rows("select * from order_content order by order_id"),
                "outcome", rows("select * from outcome order by order_id"),
                "history", rows("select * from history order by id"),
                "doubt", rows("select * from doubt order by order_id"),
                "staged", rows("select * from staged order by order_id"),
                "filed_lines", rows("select * from filed_lines order by path"));
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        ledger.close();
    }
}
