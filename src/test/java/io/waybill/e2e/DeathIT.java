package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.gateway.Gateway;
import io.waybill.ledger.FilingDesk;
import io.waybill.sandbox.Sandbox;
import io.waybill.sandbox.SandboxOptions;
import io.waybill.sandbox.SandboxOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway dies before its n-th act that outlives it, n from 1 until it has nothing left to die of; the next one on
 * the same folder brings everything to the same end, by the far end's books and by the files. A failure names the act;
 * {@code -Dwaybill.death.act=} dies before that one alone.
 */
class DeathIT {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int SOME = 4;
    private static final int LEAST = 50;

    /** For one act alone. */
    private static final Integer ACT = Integer.getInteger("waybill.death.act");

    private static Sandbox farEnd;
    private static ResettableClassFileTransformer points;

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws Exception {
        farEnd = Sandbox.start(SandboxOptions.defaults());
        points = Points.install();
    }

    @AfterAll
    static void reset() {
        points.reset(ByteBuddyAgent.getInstrumentation(), AgentBuilder.RedefinitionStrategy.RETRANSFORMATION);
        farEnd.close();
    }

    /** A few acts, evenly from the first to the last; the message of a failure names the act. */
    @Test
    void whatever_act_it_dies_before_the_next_gateway_brings_all_to_the_same_end() {
        Installation clean = new Installation("clean").goesOn();
        List<String> acts = clean.live(NEVER).passed();
        Map<String, List<String>> files = clean.files();
        clean.check(files);
        if (ACT != null) {
            dieAt(ACT, files);
            return;
        }
        int step = acts.size() / SOME;
        for (int n = 1 + step / 2; n <= acts.size(); n += step) {
            dieAt(n, files);
        }
    }

    @Test
    @Tag("soak")
    void at_every_act() {
        Installation clean = new Installation("clean").goesOn();
        clean.live(NEVER);
        Map<String, List<String>> files = clean.files();
        int n = 1;
        while (dieAt(n, files)) {
            n++;
        }
        assertThat(n).isGreaterThan(LEAST);
    }

    /** Returns whether it came to the n-th act. */
    private boolean dieAt(int n, Map<String, List<String>> files) {
        Installation installation = new Installation("n" + n);
        Points.Life first = installation.live(n);
        try {
            installation.goesOn().live(NEVER);
            installation.check(files);
        } catch (AssertionError e) {
            throw new AssertionError("after a death before act " + n + " of " + first.passed(), e);
        }
        return first.isOver();
    }

    /** A data folder with two documents in its inbox, and the gateways that live on it. */
    private final class Installation {
        private static final int ORDERS = 7;

        private final String name;
        private final Path data;
        private boolean goesOn;

        Installation(String name) {
            this.name = name;
            this.data = folder.resolve(name);
            Drop inbox = new Drop(data.resolve("inbox"));
            inbox.file("one.json", Orders.create(name + "-0"));
            inbox.file("many.csv", """
                    ref,operation,bill_email,good_name,good_sum
                    %1$s-1,CreateOrder,%1$s-1@example.com,course,10
                    %1$s-2,CreateOrder,%1$s-2@example.com,course,10
                    %1$s-1,DeleteOrder,,,
                    %1$s-3,CreateOrder,no address,course,10
                    %1$s-2,CreateOrder,%1$s-2@example.com,course,10
                    """.formatted(name));
        }

        /**
         * One more order comes. Where each order so far was on its way or is deleted when the gateway dies, this is the
         * one by which it learns that the far end returns markers, and so can tell what is absent.
         */
        Installation goesOn() {
            new Drop(data.resolve("inbox")).file("next.json", Orders.create(name + "-9"));
            goesOn = true;
            return this;
        }

        /** One gateway, until all is done or it dies before that act. */
        Points.Life live(int diesAt) {
            Points.Life life = Points.Life.begin(diesAt);
            Gateway gateway;
            try {
                gateway = Gateway.start(null, settings());
            } catch (RuntimeException | Error e) {
                if (life.isOver()) {
                    return life;
                }
                throw e;
            }
            try (FilingDesk desk = gateway.ledger().filingDesk()) {
                // a dead gateway's threads end as they may
                Awaitility.await("an end of all orders, or of the gateway")
                        .dontCatchUncaughtExceptions()
                        .pollInterval(Duration.ofMillis(20))
                        .atMost(Patience.LONG)
                        .until(() -> life.isOver() || isDone(desk));
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(
                        "it does not come to an end, since its acts " + life.passed() + ":\n" + left(), e);
            } finally {
                gateway.close();
            }
            return life;
        }

        /** Where the ledger, the files and the threads stand. */
        private String left() {
            StringBuilder left = new StringBuilder();
            try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
                    Statement statement = ledger.createStatement()) {
                for (String table : List.of("document", "orders", "doubt", "account", "filed_lines", "history")) {
                    try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                        while (rows.next()) {
                            left.append(table);
                            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                                left.append(' ')
                                        .append(rows.getMetaData().getColumnName(i))
                                        .append('=')
                                        .append(rows.getString(i));
                            }
                            left.append('\n');
                        }
                    }
                }
            } catch (SQLException e) {
                left.append(e);
            }
            files().keySet().forEach(file -> left.append(file).append('\n'));
            Thread.getAllStackTraces()
                    .forEach((thread, stack) -> left.append(thread)
                            .append(" at ")
                            .append(Arrays.asList(stack).subList(0, Math.min(8, stack.length)))
                            .append('\n'));
            return left.toString();
        }

        private Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>();
            settings.put("waybill.home", WaybillProcess.home().toString());
            settings.put("waybill.data", data.toString());
            settings.put("waybill.folder.ready", "rename");
            settings.put("waybill.accounts.main.url", farEnd.url());
            settings.put("waybill.accounts.main.login", "demo");
            settings.put("waybill.accounts.main.key", "demo-key");
            settings.put("waybill.accounts.main.settling-time", "100ms");
            settings.put("waybill.stop-timeout", "1s");
            settings.put("logging.level.root", "off");
            settings.put("logging.level.io.waybill", "off");
            return settings;
        }

        private boolean isDone(FilingDesk desk) {
            return new Filed(data).count() >= (goesOn ? ORDERS : ORDERS - 1)
                    && desk.unfiled().isEmpty()
                    && new Drop(data.resolve("inbox")).claimed().isEmpty();
        }

        void check(Map<String, List<String>> expected) {
            assertThat(books())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            name + "-0", "kept", name + "-1", "deleted", name + "-2", "kept", name + "-9", "kept"));
            List<Outcome> outcomes = new Filed(data).all();
            assertThat(outcomes.stream()
                            .map(outcome -> outcome.ref() + " " + outcome.operation() + " " + outcome.state()))
                    .containsExactlyInAnyOrder(
                            name + "-0 CreateOrder confirmed",
                            name + "-9 CreateOrder confirmed",
                            name + "-1 CreateOrder confirmed",
                            name + "-2 CreateOrder confirmed",
                            name + "-1 DeleteOrder confirmed",
                            name + "-3 CreateOrder invalid",
                            name + "-2 CreateOrder duplicate");
            assertThat(files()).isEqualTo(expected);
        }

        private Map<String, String> books() {
            Map<String, String> books = new TreeMap<>();
            for (SandboxOrder order : farEnd.orders()) {
                String ref = order.email().replace("@example.com", "");
                if (ref.startsWith(name + "-")) {
                    assertThat(books.put(ref, order.deleted() ? "deleted" : "kept"))
                            .as("twice: " + order)
                            .isNull();
                }
            }
            return books;
        }

        /** Every file, and of tables what each row says; without what is another one each time. */
        Map<String, List<String>> files() {
            Map<String, List<String>> files = new TreeMap<>();
            for (String place : List.of("archive", "errors", "accepted", "inbox")) {
                for (Path file : new Filed(data).below(place)) {
                    List<String> rows = file.toString().endsWith(".csv")
                            ? Filed.text(file)
                                    .lines()
                                    .map(row -> plain(row).replaceAll(",[0-9]{6,}", ""))
                                    .toList()
                            : List.of();
                    files.put(plain(data.relativize(file).toString()), rows);
                }
            }
            return files;
        }

        private String plain(String text) {
            return text.replace(name + "-", "REF-")
                    .replaceAll("\\d{4}([-/])\\d\\d\\1\\d\\d", "DAY")
                    .replaceAll("\\b[A-Z0-9]{8,16}\\b", "ID");
        }
    }
}
