package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {
    @TempDir
    Path folder;

    private Connection connection;
    private Connection second;
    private Writer writer;

    @BeforeEach
    void openWriter() throws SQLException {
        connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("create table orders (id integer primary key, text text unique)");
            statement.execute("create table document (id integer primary key)");
        }
        second = connect();
        Sqlite database = new Sqlite(folder.resolve("writer.db"), Clock.systemUTC()) {
            @Override
            public Connection writer() throws SQLException {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("commit");
                }
                return connection;
            }
        };
        writer = new Writer(database, new LedgerSignals());
    }

    @AfterEach
    void closeWriter() throws SQLException {
        writer.close();
        second.close();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("writer.db"));
    }

    @Test
    void a_future_completes_only_when_a_second_connection_sees_the_work() throws Exception {
        for (int i = 0; i < 50; i++) {
            String text = "text " + i;
            CompletableFuture<Integer> seen = insert(text).thenApply(done -> count(text));
            assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void work_that_waits_is_done_in_one_commit() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Integer> first = writer.submit(tx -> {
            running.countDown();
            pass(gate);
            return tx.update("insert into orders (text) values (?)", "first");
        });
        pass(running);
        int version = dataVersion();
        List<CompletableFuture<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            others.add(insert("other " + i));
        }
        // what the last one sees inside the transaction is not committed yet
        CompletableFuture<Integer> inside = writer.submit(tx -> count("other 0"));
        gate.countDown();
        first.get(10, TimeUnit.SECONDS);
        assertThat(inside.get(10, TimeUnit.SECONDS)).isZero();
        CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(countAll()).isEqualTo(501);
        assertThat(dataVersion()).isNotEqualTo(version);
    }

    @Test
    void work_that_comes_while_it_closes_is_committed_or_refused() throws Exception {
        List<CompletableFuture<Integer>> handedIn = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            for (int i = 0; handedIn.isEmpty() || !handedIn.get(i - 1).isCompletedExceptionally(); i++) {
                handedIn.add(insert("late " + i));
                begun.countDown();
            }
        });
        caller.start();
        pass(begun);

        writer.close();

        caller.join(TimeUnit.SECONDS.toMillis(10));
        int committed = 0;
        for (CompletableFuture<Integer> each : handedIn) {
            try {
                committed += each.get(10, TimeUnit.SECONDS);
            } catch (ExecutionException refused) {
                assertThat(refused).hasCauseInstanceOf(LedgerException.class);
            }
        }
        assertThat(caller.isAlive()).isFalse();
        assertThat(countAll()).isEqualTo(committed);
    }

    @Test
    void a_commit_does_one_long_piece_of_work_at_most_and_what_is_short_goes_before_the_next() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Void> first = writer.submit(tx -> {
            pass(gate);
            return null;
        });
        List<String> done = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Integer>> longOnes = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            String name = "long " + i;
            longOnes.add(writer.submitBulk(tx -> {
                done.add(name);
                // what an earlier commit brought is seen by another connection
                return countAll();
            }));
        }
        CompletableFuture<Integer> brief = writer.submit(tx -> {
            done.add("brief");
            return tx.update("insert into orders (text) values (?)", "brief");
        });
        gate.countDown();
        CompletableFuture.allOf(longOnes.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(brief.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(done).containsExactly("long 1", "brief", "long 2", "long 3");
        assertThat(longOnes.stream().map(CompletableFuture::join)).containsExactly(0, 1, 1);
        first.get(10, TimeUnit.SECONDS);
    }

    @Test
    void work_that_fails_is_undone_alone_and_its_neighbours_are_committed() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Integer> before = writer.submit(tx -> {
            pass(gate);
            return tx.update("insert into orders (text) values (?)", "before");
        });
        CompletableFuture<Void> failing = writer.submit(tx -> {
            tx.update("insert into orders (text) values (?)", "half");
            throw new IllegalStateException("mine");
        });
        CompletableFuture<Integer> taken = insert("before");
        CompletableFuture<Integer> after = insert("after");
        gate.countDown();
        assertThat(before.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThatThrownBy(() -> failing.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mine");
        assertThatThrownBy(() -> taken.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
        assertThat(count("half")).isZero();
        assertThat(countAll()).isEqualTo(2);
    }

    @Test
    void what_is_to_be_told_after_a_commit_is_told_once_and_never_for_work_that_was_undone() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Integer> first = writer.submit(tx -> {
            pass(gate);
            return 0;
        });
        CompletableFuture<Integer> good = writer.submit(tx -> {
            tx.update("insert into orders (text) values (?)", "good");
            tx.afterCommit(() -> told.add("good " + count("good")));
            return 0;
        });
        CompletableFuture<Void> bad = writer.submit(tx -> {
            tx.afterCommit(() -> told.add("bad"));
            throw new IllegalStateException("mine");
        });
        gate.countDown();
        first.get(10, TimeUnit.SECONDS);
        good.get(10, TimeUnit.SECONDS);
        assertThat(bad).failsWithin(Duration.ofSeconds(10));
        insert("last").get(10, TimeUnit.SECONDS);
        await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly("good 1");
    }

    @Test
    void one_listener_that_fails_does_not_keep_the_news_from_the_others() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Integer> work = writer.submit(tx -> {
            tx.afterCommit(() -> {
                throw new IllegalStateException("a listener's mistake");
            });
            tx.afterCommit(() -> told.add("second"));
            return 0;
        });
        work.get(10, TimeUnit.SECONDS);
        insert("later").get(10, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(told).containsExactly("second"));
    }

    @Test
    void an_error_in_the_work_fails_that_work_and_the_writer_goes_on() throws Exception {
        CompletableFuture<Void> failing = writer.submit(tx -> {
            throw new StackOverflowError("mine");
        });
        assertThat(failing).failsWithin(Duration.ofSeconds(5));
        assertThat(insert("after").get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void a_full_disk_is_waited_for_and_then_everything_is_committed() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma max_page_count = 8");
        }
        AtomicInteger runs = new AtomicInteger();
        String large = "x".repeat(200_000);
        CompletableFuture<Integer> work = writer.submit(tx -> {
            runs.incrementAndGet();
            return tx.update("insert into orders (text) values (?)", large);
        });
        await().until(() -> runs.get() >= 1);
        CompletableFuture<Integer> behind = insert("behind");
        assertThat(work).isNotDone();
        assertThat(count(large)).isZero();
        await().untilAsserted(() -> assertThat(writer.outage()).contains("SQLITE_FULL"));
        // the pragma is the connection's: while the writer sleeps before its next try nobody else uses it
        await().until(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma max_page_count = 100000");
                return true;
            } catch (SQLException e) {
                return false;
            }
        });
        assertThat(work.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(behind.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(runs.get()).isGreaterThan(1);
        assertThat(count(large)).isEqualTo(1);
        assertThat(writer.outage()).isNull();
    }

    @Test
    void a_disk_that_cannot_be_written_is_waited_for() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma query_only = 1");
        }
        CompletableFuture<Integer> work = insert("late");
        await().during(Duration.ofMillis(300)).until(() -> !work.isDone());
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma query_only = 0");
        }
        assertThat(work.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void closing_does_what_is_waiting() throws Exception {
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        waiting.add(writer.submit(tx -> {
            pass(gate);
            return 1;
        }));
        for (int i = 0; i < 100; i++) {
            waiting.add(insert("t" + i));
        }
        gate.countDown();
        writer.close();
        for (CompletableFuture<Integer> future : waiting) {
            assertThat(future.get(1, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(countAll()).isEqualTo(100);
        assertThat(insert("after")).failsWithin(Duration.ofSeconds(1));
    }

    private CompletableFuture<Integer> insert(String text) {
        return writer.submit(tx -> tx.update("insert into orders (text) values (?)", text));
    }

    private synchronized int count(String text) {
        try (var statement = second.prepareStatement("select count(*) from orders where text = ?")) {
            statement.setString(1, text);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int countAll() throws SQLException {
        return number("select count(*) from orders");
    }

    private int dataVersion() throws SQLException {
        return number("pragma data_version");
    }

    private synchronized int number(String sql) throws SQLException {
        try (Statement statement = second.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test has not opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
