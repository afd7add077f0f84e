package io.waybill.intake.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.waybill.intake.mapping.Mapping;
import io.waybill.intake.mapping.Mappings;
import io.waybill.ledger.Ledger;
import io.waybill.order.FieldNames;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;

/** The databases from which orders are taken. Each has two routes of its own, made of the templates in routes/sources/. */
public final class SqlSources implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration BEGIN = Duration.ofSeconds(1);
    private static final int QUEUE = 1000;

    private final List<SqlSettings> settings;
    private final Ledger ledger;
    private final Mappings mappings;
    private final Drivers drivers;
    private final ZoneId zone;
    private final List<HikariDataSource> databases = new ArrayList<>();
    private final List<SqlPolls> polls = new ArrayList<>();
    private final List<SqlWatch> watches = new ArrayList<>();

    /**
     * @param settings the sources, without mistakes
     * @param drivers has a driver for each of them
     * @param zone where times are meant that do not say it
     */
    public SqlSources(List<SqlSettings> settings, Ledger ledger, Mappings mappings, Drivers drivers, ZoneId zone) {
        this.settings = List.copyOf(settings);
        this.ledger = ledger;
        this.mappings = mappings;
        this.drivers = drivers;
        this.zone = zone;
    }

    /**
     * Starts the routes of all sources, whether their databases can be reached or not.
     *
     * @throws IllegalStateException if a route cannot be made
     */
    public void start(CamelContext camel) {
        for (SqlSettings source : settings) {
            try {
                start(camel, source);
            } catch (Exception e) {
                throw new IllegalStateException(
                        "source " + source.name() + " cannot be started (" + SqlSource.reason(e) + ")", e);
            }
        }
    }

    private void start(CamelContext camel, SqlSettings source) throws Exception {
        String id = "sql-" + source.name();
        SqlWatch watch = new SqlWatch(source.name(), ledger.clock());
        SqlPolls poll = new SqlPolls(source, ledger, watch);
        watches.add(watch);
        polls.add(poll);
        camel.getRegistry().bind(id + "-database", database(source));
        camel.getRegistry().bind(id + "-polls", poll);
        RowsBody body = new RowsBody(source.key(), known(source), new RowText(zone));
        camel.getRegistry().bind(id, new SqlSource(source, ledger, poll, watch, body));
        int threads = Math.max(1, source.connections() - 1);
        camel.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder(id)
                        .poolSize(threads)
                        .maxPoolSize(threads)
                        .maxQueueSize(QUEUE)
                        .build());
        if (source.tellsOutcomes()) {
            template(camel, "sql-outcome", source)
                    .routeId(id + "-outcome")
                    .parameter("replies", SqlSource.replyRoute(source.name()))
                    .add();
        }
        template(camel, "sql", source)
                .routeId(id)
                .parameter("poll", source.poll().toMillis())
                .parameter("begin", Math.min(BEGIN.toMillis(), source.poll().toMillis()))
                .parameter("rows", source.maxRows())
                .add();
    }

    private static TemplatedRouteBuilder template(CamelContext camel, String template, SqlSettings source) {
        return TemplatedRouteBuilder.builder(camel, template)
                .parameter("source", "sql-" + source.name())
                .parameter("queries", source.queries().toUri());
    }

    private Predicate<String> known(SqlSettings source) {
        Mapping mapping = source.mapping() == null
                ? null
                : mappings.named(source.mapping()).orElse(null);
        return column -> FieldNames.isKnown(column) || mapping != null && mapping.knows(column);
    }

    private HikariDataSource database(SqlSettings source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sql-" + source.name());
        config.setMaximumPoolSize(source.connections());
        config.setMinimumIdle(1);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(CONNECTING.toMillis());
        // a start does not wait for other people's databases
        config.setInitializationFailTimeout(-1);
        config.setUsername(source.user());
        config.setPassword(source.password());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(drivers.loader());
        try {
            config.setDriverClassName(drivers.of(source.url()));
            config.setJdbcUrl(source.url());
            HikariDataSource database = new HikariDataSource(config);
            databases.add(database);
            return database;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What is not well with any of them, a sentence each. */
    public List<String> concerns() {
        return watches.stream().flatMap(watch -> watch.concerns().stream()).toList();
    }

    /** The sources, for people, a line each. */
    public List<String> description() {
        return settings.stream()
                .map(source -> source.name() + ", " + source.address() + ", every "
                        + source.poll().toMillis() + " ms (" + source.queries() + ")"
                        + (source.tellsOutcomes() ? "" : "; outcomes are not stored, there is no outcome.sql"))
                .toList();
    }

    @Override
    public void close() {
        polls.forEach(SqlPolls::letGo);
        databases.forEach(HikariDataSource::close);
    }
}
