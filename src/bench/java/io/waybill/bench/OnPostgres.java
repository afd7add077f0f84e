package io.waybill.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The same load on PostgreSQL, by one gateway and by three, all on this machine. */
final class OnPostgres implements Scenario {
    private static final String EMBEDDED = "SQLite, one gateway";
    private static final String ONE = "PostgreSQL, one gateway";
    private static final String THREE = "PostgreSQL, three gateways";
    private static final int NODES = 3;

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String title() {
        return "One CSV document on PostgreSQL";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.told(ONE, EMBEDDED), Aim.told(THREE, EMBEDDED));
    }

    @Override
    public Pace pace() {
        return new Pace(1, 3);
    }

    @Override
    public Course open(Site site) throws Exception {
        int orders = site.scaled("orders", 50_000, 2_000);
        Begun<WholeGateway> startingEmbedded = site.begin(() -> site.gateway(site.setup(Site.IN_FLIGHT)));
        EmbeddedPostgres server = site.keepUnder(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start());
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", null);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema one");
            statement.execute("create schema three");
        }
        Path shared = site.newFolder("shared");
        Begun<WholeGateway> startingOne = site.begin(() -> node(site, url + "?currentSchema=one", null));
        List<Begun<WholeGateway>> startingThree = IntStream.range(0, NODES)
                .mapToObj(node -> site.begin(() -> node(site, url + "?currentSchema=three", shared)))
                .toList();
        WholeGateway embedded = startingEmbedded.get();
        WholeGateway one = startingOne.get();
        List<WholeGateway> three = new ArrayList<>(NODES);
        for (Begun<WholeGateway> node : startingThree) {
            three.add(node.get());
        }
        return (number, readings) -> {
            Batch batch = new Batch("D" + number, site.ofThisRound(orders));
            site.measure(EMBEDDED, embedded.child(), batch, embedded.csv(batch), readings);
            site.measure(ONE, one.child(), batch, one.csv(batch), readings);
            site.measure(
                    THREE,
                    three.stream().map(WholeGateway::child).toList(),
                    batch,
                    three.get(0).csv(batch),
                    readings);
        };
    }

    private static WholeGateway node(Site site, String url, Path shared) throws Exception {
        WholeGateway.Setup setup =
                site.setup(Site.IN_FLIGHT).key("ledger.url", url).key("ledger.user", "postgres");
        return site.gateway(shared == null ? setup : setup.shared(shared));
    }
}
