package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.order.AccountKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several ledgers, each as a gateway of its own would have it, on one PostgreSQL. */
class ManyNodesTest {
    private static final String SCHEMA = "nodes";
    private static final Duration LEASE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final ManualClock wall = new ManualClock(Instant.parse("2001-01-01T00:00:00Z"));
    private LedgerSite a;
    private LedgerSite b;

    @BeforeAll
    static void makeTables() throws SQLException {
        PostgresSettings settings = PostgresServer.shared().schema(SCHEMA, LEASE);
        new Postgres(settings, "test", Clock.systemUTC(), null).migrate();
    }

    /** Each has a clock of its own that is wrong by decades. */
    @BeforeEach
    void open() {
        PostgresServer.shared().clear(SCHEMA);
        a = new LedgerSite(new Node(), folder.resolve("a"), wall);
        b = new LedgerSite(new Node(), folder.resolve("b"), wall);
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    private final class Node implements Store {
        @Override
        public Ledger open(Path data, Clock clock, java.util.function.IntToLongFunction delays, RetryLimits limits) {
            PostgresSettings settings = PostgresServer.shared().settings(SCHEMA, LEASE);
            Postgres postgres = new Postgres(settings, data.getFileName().toString(), clock, null) {
                @Override
                public void migrate() {
                    // done once for all tests
                }
            };
            return Ledger.open(postgres, data, folder, new Retries(limits, delays));
        }

        @Override
        public Database database(Path data, Clock clock) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Connection writer(Path data) throws SQLException {
            return reader(data);
        }

        @Override
        public Connection reader(Path data) throws SQLException {
            return PostgresServer.shared().connect(SCHEMA);
        }

        @Override
        public void asIfCrashed(Path data, Path copy) {
            throw new UnsupportedOperationException();
        }
    }

    /** What the database says when a node's lease is over: the node itself does not know. */
    private void leaseIsOver(String node) {
        PostgresServer.shared().execute("update " + SCHEMA + ".node set since = 0 where name = '" + node + "'");
        await().until(() ->
                a.rows("select 1 from node where gone and name = ?", node).size() >= 1);
    }

    private void trusted() {
        PostgresServer.shared().execute("update " + SCHEMA + ".account set trusted = 1");
    }

    // ---- replies

    @Test
    void of_all_nodes_one_tells_a_source_and_another_one_when_that_is_gone() {
        NewDocument document = LedgerSite.asking(a.document(false), "shop");
        Ledger.await(a.ledger()
                .accept(
                        document,
                        LedgerSite.orders(document, 1, Draft.create("A").invalid("bad")),
                        true));
        try (ReplyDesk ours = a.ledger().replyDesk("shop");
                ReplyDesk others = b.ledger().replyDesk("shop")) {
            SourceReply late = ours.read(ours.take(10).get(0));
            assertThat(others.next()).isNull();
            assertThat(others.take(10)).isEmpty();

            leaseIsOver("a");
            List<DueReply> taken = others.take(10);
            assertThat(taken).hasSize(1);
            // nothing is told as done by one that has it no more
            ours.told(late);
            assertThat(ours.take(10)).isEmpty();
            others.told(others.read(taken.get(0)));
            assertThat(ours.next()).isNull();
            assertThat(a.rows("select told_seq from source_reply")).containsExactly(List.of(1));
        }
    }

    // ---- what one has begun

    @Test
    void what_a_node_was_sending_when_its_lease_ended_is_in_doubt_and_its_late_success_still_counts() {
        String order = a.acceptOne(Draft.create("A"));
        LeasedOrder sent = a.sendOne();
        assertThat(a.ledger().isOurs(sent)).isTrue();

        leaseIsOver("a");

        await().until(() -> b.state(order) == State.IN_DOUBT);
        assertThat(b.reason(order)).contains("stopped while this order was being sent");
        a.settle(sent, Verdicts.confirmed(7L));
        assertThat(a.ledger().isOurs(sent)).isFalse();
        assertThat(b.state(order)).isEqualTo(State.CONFIRMED);
        assertThat(b.history(order)).anyMatch(it -> it.startsWith("late verdict: "));
        assertThat(b.sendAll()).isEmpty();
    }

    @Test
    void a_node_that_was_frozen_neither_takes_back_nor_ends_what_another_one_sends_now() {
        String order = a.acceptOne(Draft.create("A"));
        LeasedOrder sent = a.sendOne();
        leaseIsOver("a");
        await().until(() -> b.state(order) == State.IN_DOUBT);
        b.resolve(new Resolution.Absent("shown absent", false));
        await().until(() -> {
            List<LeasedOrder> again = b.sendAll();
            return again.size() == 1 && again.get(0).order().attempt() == 2;
        });

        Ledger.await(a.ledger().giveBack(List.of(sent)));
        a.settle(sent, Verdicts.rejected(604));
        a.settle(sent, Verdicts.unsent());
        a.settle(sent, Verdicts.inDoubt());

        assertThat(b.rows("select state, attempt from orders")).containsExactly(List.of(2, 2));
    }

    @Test
    void a_node_that_has_not_reached_the_database_for_as_long_as_its_lease_does_not_send() {
        a.acceptOne(Draft.create("A"));
        LeasedOrder sent = a.sendOne();
        SharedNodes nodes = new SharedNodes("x", LEASE, wall);
        assertThat(nodes.holds(sent.node())).isFalse();
        assertThat(a.ledger().isOurs(sent)).isTrue();
        // the machine slept: its counting clock stood still, the other one did not; no heartbeat can come in between
        wall.advance(LEASE);
        boolean ours = a.ledger().isOurs(sent);
        wall.advance(LEASE.negated());
        assertThat(ours).isFalse();
    }

    @Test
    void a_deletion_that_a_node_was_sending_is_repeated_by_another() {
        a.ended(Draft.create("A"), Verdicts.confirmed(7L));
        String delete = b.acceptOne(Draft.delete("A"));
        a.sendOne();
        leaseIsOver("a");
        await().until(() -> b.state(delete) == State.ACCEPTED);
        assertThat(b.sendOne().order().attempt()).isEqualTo(2);
    }

    // ---- one invoice, one account

    @Test
    void orders_about_one_invoice_go_one_after_the_other_whoever_accepts_and_sends_them() {
        a.acceptOne(Draft.create("A"));
        String delete = b.acceptOne(Draft.delete("A"));
        LeasedOrder create = b.sendOne();
        assertThat(a.sendAll()).isEmpty();
        b.settle(create, Verdicts.confirmed(7L));
        LeasedOrder second = a.sendOne();
        assertThat(second.order().reference()).isEqualTo(delete);
        assertThat(second.order().query()).isEqualTo("bill_id=7");
    }

    @Test
    void the_same_order_at_two_nodes_is_sent_once() {
        String first = a.acceptOne(Draft.create("A"));
        String second = b.acceptOne(Draft.create("A"));
        assertThat(a.state(first)).isEqualTo(State.ACCEPTED);
        assertThat(a.state(second)).isEqualTo(State.DUPLICATE);
    }

    @Test
    void until_an_answer_is_verified_all_nodes_together_have_one_order_on_the_way() {
        a.accept(IntStream.range(0, 6).mapToObj(i -> Draft.create("A" + i)).toArray(Draft[]::new));
        LeasedOrder first = a.sendOne();
        assertThat(b.sendAll()).isEmpty();
        a.settle(first, Verdicts.inDoubt());
        LeasedOrder second = b.sendOne();
        assertThat(a.sendAll()).isEmpty();
        b.settle(second, Verdicts.confirmed(1L));
        assertThat(a.lease(2)).hasSize(2);
        assertThat(b.sendAll()).hasSize(2);
    }

    @Test
    void each_takes_its_share_of_what_an_account_may_have_in_flight() {
        AccountKey account = Draft.MAIN;
        await().until(() -> a.ledger().nodes() == 2 && b.ledger().nodes() == 2);
        for (int limit = 2; limit < 9; limit++) {
            assertThat(a.ledger().share(account, limit) + b.ledger().share(account, limit))
                    .isEqualTo(limit);
        }
        assertThat(a.ledger().share(account, 1)).isEqualTo(1);
        b.close();
        await().until(() -> a.ledger().nodes() == 1);
        assertThat(a.ledger().share(account, 8)).isEqualTo(8);
        b = new LedgerSite(new Node(), folder.resolve("b"), wall);
    }

    @Test
    void a_suspension_and_its_end_hold_for_all_and_all_hear_of_them() {
        a.accept(Draft.create("A"), Draft.create("B"));
        Set<String> told = ConcurrentHashMap.newKeySet();
        b.ledger().signals().add(new LedgerSignals.Listener() {
            @Override
            public void suspended(AccountKey account, Suspension suspension, boolean anew) {
                told.add("suspended: " + suspension.reason());
            }

            @Override
            public void resumed(AccountKey account) {
                told.add("resumed");
            }

            @Override
            public void paused() {
                told.add("paused");
            }
        });
        a.settle(a.sendOne(), Verdicts.suspended(4));
        assertThat(b.sendAll()).isEmpty();
        await().until(() -> told.contains("suspended: code 4: see the key"));
        Ledger.await(a.ledger().accounts().resume(Draft.MAIN, true));
        await().until(() -> told.contains("resumed"));
        Ledger.await(a.ledger().accounts().pause("anna"));
        assertThat(b.sendAll()).isEmpty();
        await().until(() -> told.contains("paused"));
        Ledger.await(b.ledger().accounts().goOn());
        assertThat(a.sendAll()).hasSize(1);
    }

    @Test
    void a_node_that_starts_beside_others_resumes_nothing() {
        a.ended(Draft.create("A"), Verdicts.suspended(4));
        b.close();
        b = new LedgerSite(new Node(), folder.resolve("b"), wall);
        assertThat(b.sendAll()).isEmpty();
    }

    @Test
    void an_order_is_not_blamed_for_one_nodes_address() {
        String order = a.acceptOne(Draft.create("A"));
        a.settle(a.sendOne(), Verdicts.suspended(4));
        Ledger.await(b.ledger().accounts().resume(Draft.MAIN, true));
        a.settle(a.sendOne(), Verdicts.suspended(4));
        assertThat(b.state(order)).isEqualTo(State.ACCEPTED);
        Ledger.await(a.ledger().accounts().resume(Draft.MAIN, true));
        a.settle(a.sendOne(), Verdicts.suspended(4));
        assertThat(b.state(order)).isEqualTo(State.REJECTED);
    }

    @Test
    void one_node_asks_about_an_accounts_doubts_until_it_leaves() {
        a.ended(Draft.create("A"), Verdicts.inDoubt());
        assertThat(Ledger.await(b.ledger().doubts(Draft.MAIN, 10)).doubts()).hasSize(1);
        assertThat(Ledger.await(a.ledger().doubts(Draft.MAIN, 10)).doubts()).isEmpty();
        b.close();
        await().until(() ->
                Ledger.await(a.ledger().doubts(Draft.MAIN, 10)).doubts().size() == 1);
        b = new LedgerSite(new Node(), folder.resolve("b"), wall);
    }

    // ---- documents

    @Test
    void a_document_is_read_by_one_node_and_taken_up_by_another_when_its_lease_is_over() {
        NewDocument document = a.document(false);
        assertThat(Ledger.await(a.ledger().take(document.reference()))).isNull();
        long id = Ledger.await(a.ledger().accept(document, LedgerSite.orders(document, 1, Draft.create("A")), false))
                .id();
        assertThatThrownBy(() -> Ledger.await(b.ledger().take(document.reference())))
                .isInstanceOf(HeldElsewhereException.class);

        leaseIsOver("a");

        DocumentPlace place = Ledger.await(b.ledger().take(document.reference()));
        assertThat(place.lastPosition()).isEqualTo(1);
        for (Runnable late : List.<Runnable>of(
                () -> Ledger.await(a.ledger().accept(id, false, LedgerSite.orders(document, 2, Draft.create("late")))),
                () -> Ledger.await(a.ledger().read(id)),
                () -> Ledger.await(a.ledger().forget(id)),
                () -> Ledger.await(a.ledger().brokeOff(id, "late")))) {
            assertThatThrownBy(late::run).isInstanceOf(HeldElsewhereException.class);
        }
        Ledger.await(b.ledger().accept(id, false, LedgerSite.orders(document, 2, Draft.create("B"))));
        Ledger.await(b.ledger().read(id));
        trusted();
        assertThat(a.sendAll()).extracting(order -> order.order().ref()).containsExactly("A", "B");
    }

    @Test
    void a_document_is_filed_by_one_node_and_a_late_writer_has_it_filed_anew() {
        a.ended(Draft.create("A"), Verdicts.rejected(604));
        long id = ((Number) a.one("select id from document")).longValue();
        assertThat(Ledger.await(a.ledger().beginFiling(id))).isTrue();
        assertThat(Ledger.await(b.ledger().beginFiling(id))).isFalse();
        try (FilingDesk one = a.ledger().filingDesk();
                FilingDesk other = b.ledger().filingDesk()) {
            FilingBatch late = one.next(id);
            leaseIsOver("a");
            assertThat(Ledger.await(b.ledger().beginFiling(id))).isTrue();
            FilingBatch batch = other.next(id);
            assertThat(batch.orders()).hasSize(1);
            batch.lengths().put("errors/x.jsonl", 10L);
            assertThatThrownBy(() -> Ledger.await(a.ledger().filed(late))).isInstanceOf(HeldElsewhereException.class);
            Ledger.await(b.ledger().filed(batch));
            assertThat(other.next(id)).isNull();

            // it has written over the other's file, whatever the ledger thinks of it
            Ledger.await(a.ledger().fileAnew(id));
            FilingBatch again = one.next(id);
            assertThat(again.orders()).hasSize(1);
            assertThat(again.lengths()).isEmpty();
        }
    }

    @Test
    void a_document_that_was_spoiled_while_another_files_it_is_filed_anew_by_that_one() {
        a.ended(Draft.create("A"), Verdicts.rejected(604));
        long id = ((Number) a.one("select id from document")).longValue();
        assertThat(Ledger.await(b.ledger().beginFiling(id))).isTrue();
        try (FilingDesk desk = b.ledger().filingDesk()) {
            FilingBatch batch = desk.next(id);
            Ledger.await(a.ledger().fileAnew(id));
            assertThatThrownBy(() -> Ledger.await(b.ledger().filed(batch))).isInstanceOf(HeldElsewhereException.class);
            Ledger.await(b.ledger().fileAnew(id));
            assertThat(desk.next(id).orders()).hasSize(1);
        }
    }

    @Test
    void what_another_node_settles_is_filed_here_in_the_documents_order() {
        a.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        trusted();
        List<LeasedOrder> here = a.lease(1);
        List<LeasedOrder> there = b.lease(1);
        List<LeasedOrder> last = a.lease(1);
        a.settle(here.get(0), Verdicts.confirmed(1L));
        b.settle(there.get(0), Verdicts.confirmed(2L));
        a.settle(last.get(0), Verdicts.confirmed(3L));
        long id = ((Number) a.one("select id from document")).longValue();
        try (FilingDesk desk = a.ledger().filingDesk()) {
            FilingBatch batch;
            List<Long> filed = new java.util.ArrayList<>();
            while ((batch = desk.next(id)) != null) {
                batch.orders().forEach(order -> filed.add(order.billId()));
                Ledger.await(a.ledger().filed(batch));
            }
            assertThat(filed).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void what_is_old_can_go_and_what_became_of_a_document_is_told() {
        NewDocument document = a.document(false);
        Ledger.await(a.ledger().accept(document, LedgerSite.orders(document, 1, Draft.create("A")), true));
        a.settle(a.sendOne(), Verdicts.confirmed(7L));
        DocumentResult result = b.ledger().result(document.reference());
        assertThat(result.orders()).extracting(OrderResult::state).containsExactly(State.CONFIRMED);

        long id = ((Number) a.one("select id from document")).longValue();
        try (FilingDesk desk = a.ledger().filingDesk();
                RetentionDesk retention = b.ledger().retentionDesk()) {
            FilingBatch batch;
            while ((batch = desk.next(id)) != null) {
                Ledger.await(a.ledger().filed(batch));
            }
            a.acceptOne(Draft.create("newer"));
            assertThat(retention.unsettled(document.day())).hasSize(1);
            RetentionDesk.Step step = retention.first(wall.instant().plusSeconds(1));
            assertThat(step.deleted()).isEqualTo(1);
            while (step != null) {
                step = retention.next(step);
            }
        }
        assertThat(a.rows("select id from orders")).hasSize(1);
        await().until(() -> a.ledger().leads() != b.ledger().leads());
    }

    // ---- times

    @Test
    void times_are_the_databases_whatever_this_machine_thinks() {
        a.ended(Draft.create("A"), Verdicts.inDoubt());
        Duration off = Duration.between(Instant.now(), a.ledger().clock().instant());
        assertThat(off.abs()).isLessThan(Duration.ofMinutes(5));
        DoubtBatch batch = Ledger.await(b.ledger().doubts(Draft.MAIN, 10));
        assertThat(Duration.between(batch.doubts().get(0).endedAt(), batch.asOf())
                        .abs())
                .isLessThan(Duration.ofMinutes(5));
        assertThat(((Number) a.one("select accepted_at from order_content")).longValue())
                .isGreaterThan(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void a_ledger_that_was_put_back_is_not_asked_about_beside_a_gateway_that_sends() {
        assertThatThrownBy(() -> Ledger.await(a.ledger().restored()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("another gateway is at work");
    }

    @Test
    void a_key_of_the_rest_api_is_known_to_all_whoever_adds_it() {
        PostgresSettings settings = PostgresServer.shared().settings(SCHEMA, LEASE);
        ApiKey key = new ApiKey("shop", new byte[] {1, 2}, List.of("main", "other"), Instant.EPOCH);
        ApiKey second = new ApiKey("second", new byte[] {3}, List.of("main"), Instant.EPOCH);
        assertThat(Ledger.await(a.ledger().apiKeys().add(key))).isTrue();
        assertThat(ApiKeys.<Boolean>offline(settings, wall, keys -> Ledger.await(keys.add(second))))
                .isTrue();
        assertThat(Ledger.await(b.ledger().apiKeys().add(key))).isFalse();
        assertThat(Ledger.await(b.ledger().apiKeys().all()))
                .extracting(ApiKey::name)
                .containsExactly("second", "shop");
        assertThat(Ledger.await(b.ledger().apiKeys().remove("shop"))).isTrue();
        assertThat(ApiKeys.<List<ApiKey>>offline(settings, wall, keys -> Ledger.await(keys.all())))
                .hasSize(1)
                .allSatisfy(kept -> assertThat(kept.digest()).containsExactly(3));
    }
}
