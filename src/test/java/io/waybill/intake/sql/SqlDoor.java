package io.waybill.intake.sql;

import io.waybill.intake.IntakeSite;
import io.waybill.intake.mapping.Mappings;
import io.waybill.ledger.camel.LedgerComponent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** A source on a database with the routes as they are shipped, up to the ledger. */
final class SqlDoor implements AutoCloseable {
    private final Path queries;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Processor before = exchange -> {};
    private SqlSources sources;

    /** @param queries the folder of its queries */
    SqlDoor(Path queries) {
        this.queries = queries;
    }

    /** Writes a query. */
    SqlDoor query(String name, String sql) {
        try {
            Files.createDirectories(queries);
            Files.writeString(queries.resolve(name), sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** What happens to a document right before intake opens it. */
    SqlDoor before(Processor happens) {
        before = happens;
        return this;
    }

    static SqlSettings settings(ShopDatabase database, Path queries, int maxRows) {
        return new SqlSettings(
                "shop",
                database.url(),
                database.user(),
                null,
                List.of("id"),
                null,
                null,
                Duration.ofMillis(100),
                maxRows,
                4,
                queries);
    }

    SqlDoor open(IntakeSite site, ShopDatabase database) {
        return open(site, settings(database, queries, 1000), Mappings.NONE);
    }

    SqlDoor open(IntakeSite site, SqlSettings settings, Mappings mappings) {
        try {
            LedgerComponent ledger = new LedgerComponent();
            ledger.setLedger(site.ledger().ledger());
            camel.addComponent("ledger", ledger);
            Processor opener = site.with(mappings).opener();
            camel.getRegistry().bind("openDocument", (Processor) exchange -> {
                before.process(exchange);
                opener.process(exchange);
            });
            for (String route : List.of("intake", "sources/sql", "sources/sql-outcome")) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(PluginHelper.getResourceLoader(camel)
                                .resolveResource("file:routes/" + route + ".camel.yaml"));
            }
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        sources = new SqlSources(
                List.of(settings), site.ledger().ledger(), mappings, Drivers.in(queries), ZoneId.of("Europe/Berlin"));
        sources.start(camel);
        return this;
    }

    List<String> concerns() {
        return sources.concerns();
    }

    @Override
    public void close() {
        camel.stop();
        if (sources != null) {
            sources.close();
        }
    }
}
