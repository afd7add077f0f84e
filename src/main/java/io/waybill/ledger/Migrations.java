package io.waybill.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tables of a ledger, or moves on those of an earlier Waybill: all steps that are missing, or none of them, in
 * one transaction. Which were taken stands in the ledger, in Flyway's table and with Flyway's sums: it made the ledgers of
 * earlier versions, but to start it took a tenth of the start of a gateway.
 */
final class Migrations {
    static final List<String> SHARED = List.of(
            "postgres/V0_1__types.sql",
            "migration/V1__ledger.sql",
            "migration/V2__operators_questions.sql",
            "migration/V4__doubts.sql",
            "migration/V5__what_people_do.sql",
            "migration/V6__accounts.sql",
            "migration/V10__nodes.sql",
            "postgres/V10_1__nodes.sql",
            "migration/V11__replies.sql",
            "migration/V20__api_keys.sql",
            "migration/V21__document_body.sql");
    static final List<String> EMBEDDED =
            SHARED.stream().filter(place -> place.startsWith("migration/")).toList();

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String MAKE_HISTORY = "create table if not exists flyway_schema_history ("
            + "installed_rank integer not null primary key, version varchar(50), description varchar(200) not null,"
            + " type varchar(20) not null, script varchar(1000) not null, checksum integer,"
            + " installed_by varchar(100) not null, installed_on timestamp not null default current_timestamp,"
            + " execution_time integer not null, success boolean not null)";
    private static final String HISTORY =
            "select version, checksum, success from flyway_schema_history order by installed_rank";
    private static final String TAKEN = "insert into flyway_schema_history (installed_rank, version, description, type,"
            + " script, checksum, installed_by, execution_time, success) values (?, ?, ?, 'SQL', ?, ?, '', 0, ?)";

    private final List<Step> steps;
    private final String tables;
    private final String begin;

    /**
     * @param scripts the steps in their sequence, by their places below {@code db/}; each is named as Flyway wants it
     * @param tables what gives the names of all tables there are, to read from
     * @param begin begins a transaction in which nobody else moves the tables on
     */
    Migrations(List<String> scripts, String tables, String begin) {
        this.steps = scripts.stream().map(Step::read).toList();
        this.tables = tables;
        this.begin = begin;
    }

    /** A script and what is kept of it. */
    private record Step(String version, String description, String script, String sql, int sum) {
        static Step read(String place) {
            String script = place.substring(place.indexOf('/') + 1);
            int end = script.indexOf("__");
            String sql;
            try (InputStream in = Migrations.class.getResourceAsStream("/db/" + place)) {
                sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Step(
                    script.substring(1, end).replace('_', '.'),
                    script.substring(end + 2, script.length() - ".sql".length()).replace('_', ' '),
                    script,
                    sql,
                    sum(sql));
        }

        private static int sum(String sql) {
            CRC32 sum = new CRC32();
            new BufferedReader(new StringReader(sql))
                    .lines()
                    .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
            return (int) sum.getValue();
        }
    }

    /**
     * Brings the tables up to date.
     *
     * @param connection in auto-commit mode
     * @throws SQLException if they cannot be, or are not a ledger's; then nothing was changed
     */
    void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (missing(statement).isEmpty()) {
                return;
            }
            statement.execute(begin);
            try {
                // again: until now somebody else may have been at it
                take(connection, statement, missing(statement));
                statement.execute("commit");
            } catch (SQLException | RuntimeException e) {
                undo(statement, e);
                throw e;
            }
        }
    }

    private void take(Connection connection, Statement statement, List<Step> missing) throws SQLException {
        if (missing.size() == steps.size()) {
            statement.executeUpdate(MAKE_HISTORY);
        }
        int rank = rank(statement);
        for (Step step : missing) {
            statement.executeUpdate(step.sql());
            try (PreparedStatement taken = connection.prepareStatement(TAKEN)) {
                taken.setInt(1, ++rank);
                taken.setString(2, step.version());
                taken.setString(3, step.description());
                taken.setString(4, step.script());
                taken.setInt(5, step.sum());
                taken.setBoolean(6, true);
                taken.executeUpdate();
            }
        }
    }

    private static int rank(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select max(installed_rank) from flyway_schema_history")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** The steps that were not taken yet. */
    private List<Step> missing(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select count(*), count(case when name = 'flyway_schema_history' then 1 end) from " + tables)) {
            row.next();
            if (row.getInt(2) == 0) {
                if (row.getInt(1) > 0) {
                    throw new SQLException("it holds tables, but they are not a ledger's; name an empty database");
                }
                return steps;
            }
        }
        int known = 0;
        String later = null;
        for (Taken taken : taken(statement)) {
            if (known < steps.size()) {
                taken.check(steps.get(known++));
            } else {
                later = taken.version();
            }
        }
        if (later != null) {
            LOG.warn("The ledger's tables are of a later Waybill ({}); this one knows {}", later, last().version());
        }
        return steps.subList(known, steps.size());
    }

    private Step last() {
        return steps.get(steps.size() - 1);
    }

    /** A step that the ledger has, as it was then. */
    private record Taken(String version, int sum, boolean whole) {
        void check(Step step) throws SQLException {
            if (!version.equals(step.version()) || sum != step.sum() || !whole) {
                throw new SQLException("its tables are not as this Waybill knows them (step " + version + " of "
                        + "them, where " + step.script() + " is expected); use the Waybill that made them");
            }
        }
    }

    private static List<Taken> taken(Statement statement) throws SQLException {
        List<Taken> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(HISTORY)) {
            while (row.next()) {
                // of what is no script, such as the making of a schema, there is no version
                if (row.getString(1) != null) {
                    all.add(new Taken(row.getString(1), row.getInt(2), row.getBoolean(3)));
                }
            }
        }
        return all;
    }

    private static void undo(Statement statement, Exception failure) {
        try {
            statement.execute("rollback");
        } catch (SQLException e) {
            // an embedded database that met a failing disk has done so by itself
            failure.addSuppressed(e);
        }
    }
}
