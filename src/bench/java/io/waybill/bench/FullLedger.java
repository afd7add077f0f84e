package io.waybill.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A document at a ledger that has years behind it, beside one at an empty ledger. */
final class FullLedger implements Scenario {
    private static final String FULL = "ledger with settled orders";
    private static final String EMPTY = "empty ledger";

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String title() {
        return "One CSV document with millions of settled orders in the ledger";
    }

    @Override
    public List<Aim> aims() {
        return List.of(Aim.atLeast(FULL, EMPTY, 0.9));
    }

    @Override
    public Course open(Site site) throws Exception {
        int orders = site.scaled("orders", 100_000, 8_000);
        int settled = site.scaled("settled orders", 5_000_000, 500_000);
        Path folder = site.newFolder("full");
        Begun<WholeGateway> starting = site.begin(() -> site.gateway(site.setup(Site.IN_FLIGHT)));
        site.apart(at -> {
            // an order that was really carried is the pattern of all the others
            Batch pattern = new Batch("P", 2);
            WholeGateway first = at.gateway(folder, at.setup(Site.IN_FLIGHT));
            Trial trial = first.csv(pattern);
            trial.run(at.deadline());
            trial.check(at.deadline());
        });
        fill(folder.resolve("data/ledger.db"), settled);
        WholeGateway full = site.gateway(folder, site.setup(Site.IN_FLIGHT));
        WholeGateway empty = starting.get();
        return (number, readings) -> {
            Batch batch = new Batch("G" + number, site.ofThisRound(orders));
            boolean turn = number % 2 == 0;
            site.measure(
                    turn ? EMPTY : FULL,
                    (turn ? empty : full).child(),
                    batch,
                    (turn ? empty : full).csv(batch),
                    readings);
            site.measure(
                    turn ? FULL : EMPTY,
                    (turn ? full : empty).child(),
                    batch,
                    (turn ? full : empty).csv(batch),
                    readings);
        };
    }

    /** Copies the newest order, as many times; what must be one's own is made up. */
    private static void fill(Path ledger, int copies) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma cache_size = -200000");
            statement.execute("begin");
            statement.execute("create temp table n as with recursive c(i) as (select 1 union all select i + 1 from c"
                    + " where i < " + copies + ") select i from c");
            statement.execute("create temp table p as select max(id) as id from orders");
            copy(connection, "orders", "id", "settled_seq");
            copy(connection, "order_content", "order_id");
            copy(connection, "outcome", "order_id");
            statement.execute(
                    "update document set last_order = (select max(id) from orders), last_position = last_position + "
                            + copies);
            statement.execute("commit");
        }
    }

    private static void copy(Connection connection, String table, String key, String... counted) throws SQLException {
        StringBuilder names = new StringBuilder();
        StringBuilder values = new StringBuilder();
        try (Statement statement = connection.createStatement();
                var columns = statement.executeQuery("select name from pragma_table_info('" + table + "')")) {
            while (columns.next()) {
                String name = columns.getString(1);
                names.append(names.length() == 0 ? "" : ", ").append(name);
                values.append(values.length() == 0 ? "" : ", ").append(value(name, key, List.of(counted)));
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into " + table + " (" + names + ") select " + values + " from " + table + " t, n"
                    + " where t." + key + " = (select id from p) order by n.i");
        }
    }

    private static String value(String name, String key, List<String> counted) {
        if (name.equals(key) || counted.contains(name) || name.equals("position") || name.equals("line")) {
            return "t." + name + " + n.i";
        }
        return switch (name) {
            // below all that the far end gives
            case "bill_id" -> "t.bill_id - n.i - 1000000000";
            case "identity", "digest" -> "randomblob(length(t." + name + "))";
            case "reference" -> "lower(substr(hex(randomblob(16)), 1, length(t.reference)))";
            case "ref" -> "t.ref || '-' || n.i";
            case "group_key" -> "t.group_key || '-' || n.i";
            default -> "t." + name;
        };
    }
}
