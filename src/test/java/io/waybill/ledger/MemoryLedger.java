package io.waybill.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/**
 * A real ledger on a real SQLite database that lies in memory, each piece of work committed on the caller's thread. It
 * can die at any commit, before it or after it; what was committed is then all that is left, and a new ledger is opened
 * on it. Used by one thread, as is the database, which every new one of these empties.
 */
public final class MemoryLedger {
    private static final Database DATABASE = new Database();

    private final Clock clock;
    private final Retries retries;
    private Tx tx;
    private boolean dead;
    private int diesIn;
    private boolean diesCommitted;

    /** An empty one, not open yet. */
    public MemoryLedger(Clock clock, IntToLongFunction retryDelayMillis, RetryLimits limits) {
        this.clock = clock;
        this.retries = new Retries(limits, retryDelayMillis);
        DATABASE.empty();
    }

    /** Opens it, which recovers from whatever was before. */
    public Ledger open() {
        try {
            Sqlite database = new Sqlite(Path.of("nowhere"), clock) {
                @Override
                public Connection writer() {
                    return DATABASE.connection;
                }
            };
            return new Ledger(database, Path.of("nowhere"), null, retries, signals -> {
                tx = new Tx(database, signals);
                return new Inline();
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on it dies at the n-th commit, if it lives that long; with 0 it does not. */
    public void dieIn(int commits, boolean committed) {
        diesIn = commits;
        diesCommitted = committed;
    }

    /** Whether it has died: whatever came of that, nothing of its process is to go on. */
    public boolean isDead() {
        return dead;
    }

    /** Ends the process that had it open; what it had committed stays. */
    public void drop() {
        diesIn = 0;
        dead = false;
        DATABASE.rollback();
    }

    /** All rows of a query, as committed. */
    public List<List<Object>> rows(String sql, Object... parameters) {
        try {
            tx.begin();
            List<List<Object>> all = new ArrayList<>();
            try (ResultSet rows = tx.query(sql, parameters)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    List<Object> row = new ArrayList<>(columns);
                    for (int i = 1; i <= columns; i++) {
                        row.add(rows.getObject(i));
                    }
                    all.add(row);
                }
            }
            tx.commit();
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Inline implements Commits {
        @Override
        public <T> CompletableFuture<T> submit(Work<T> work) {
            if (dead) {
                throw new Died("dead already");
            }
            boolean dies = diesIn > 0 && --diesIn == 0;
            dead = dies;
            T result;
            List<Runnable> after;
            try {
                tx.begin();
                result = work.run(tx);
                if (dies && !diesCommitted) {
                    throw new Died("before a commit");
                }
                after = tx.commit();
            } catch (SQLException | RuntimeException e) {
                tx.rollback();
                return CompletableFuture.failedFuture(e);
            }
            if (dies) {
                throw new Died("after a commit");
            }
            after.forEach(Runnable::run);
            return CompletableFuture.completedFuture(result);
        }

        @Override
        public <T> CompletableFuture<T> submitBulk(Work<T> work) {
            return submit(work);
        }

        @Override
        public String outage() {
            return null;
        }

        @Override
        public void close() {
            drop();
        }
    }

    /** The one database, with all its prepared statements: to prepare them takes longer than all that is done by them. */
    private static final class Database {
        private final SQLiteConnection real;
        private final Connection connection;
        private final Statement control;
        private final Map<String, PreparedStatement> prepared = new HashMap<>();
        private final List<String> deletes = new ArrayList<>();

        Database() {
            try {
                SQLiteConfig config = new SQLiteConfig();
                config.setGetGeneratedKeys(false);
                real = (SQLiteConnection) config.createConnection("jdbc:sqlite::memory:");
                real.deserialize("main", tables());
                control = real.createStatement();
                try (ResultSet names = control.executeQuery("select name from sqlite_master where type = 'table'"
                        + " and name not like 'sqlite%' and name not like 'flyway%'")) {
                    while (names.next()) {
                        deletes.add("delete from " + names.getString(1));
                    }
                }
                real.setAutoCommit(false);
                connection = (Connection) Proxy.newProxyInstance(
                        MemoryLedger.class.getClassLoader(), new Class<?>[] {Connection.class}, this::call);
                control.execute("commit");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static byte[] tables() throws SQLException {
            try {
                Path folder = Files.createTempDirectory("empty-ledger");
                Ledger.open(folder, Clock.systemUTC(), attempt -> 0).close();
                byte[] bytes;
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                        Statement statement = connection.createStatement()) {
                    // a database in memory has no files to write ahead in
                    statement.execute("pragma journal_mode = delete");
                    bytes = connection.unwrap(SQLiteConnection.class).serialize("main");
                }
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
                return bytes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("prepareStatement") && arguments.length == 1) {
                PreparedStatement statement = prepared.get(arguments[0]);
                if (statement == null || statement.isClosed()) {
                    statement = real.prepareStatement((String) arguments[0]);
                    prepared.put((String) arguments[0], statement);
                }
                return statement;
            } else if (method.getName().equals("setAutoCommit")) {
                // which begins a transaction, where it is not off already
                control.execute("begin");
                return null;
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        void rollback() {
            try {
                control.execute("rollback");
            } catch (SQLException e) {
                // nothing had begun
            }
        }

        void empty() {
            rollback();
            try {
                control.execute("begin");
                for (String delete : deletes) {
                    control.execute(delete);
                }
                control.execute("commit");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
