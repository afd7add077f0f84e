package io.waybill.intake.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.intake.IntakeHeaders;
import io.waybill.intake.folder.FolderSettings.Duplicates;
import io.waybill.intake.folder.FolderSettings.Ready;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimStrategyTest {
    @TempDir
    Path inbox;

    private final CamelContext camel = new DefaultCamelContext();
    private final AtomicInteger references = new AtomicInteger();
    private final List<Path> unfinished = new ArrayList<>();

    @Test
    void a_claimed_file_lies_in_a_folder_beside_the_others_under_its_documents_id() throws Exception {
        Path file = Files.writeString(inbox.resolve("orders.csv"), "x");
        Exchange exchange = new DefaultExchange(camel);
        assertThat(begin(strategy(Ready.SETTLED, Duplicates.REJECT), exchange, file))
                .isTrue();
        Path claimed = inbox.resolve(".waybill/DOC1.orders.csv");
        assertThat(claimed).hasContent("x");
        assertThat(file).doesNotExist();
        assertThat(exchange.getMessage().getBody()).isEqualTo(claimed.toFile());
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.DOCUMENT)).isEqualTo("DOC1");
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.NAME)).isEqualTo("orders.csv");
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.SOURCE)).isEqualTo("folder");
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.EARLY)).isEqualTo(false);
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.DUPLICATES)).isEqualTo("reject");
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.ACCOUNT)).isNull();
    }

    @Test
    void a_file_in_a_folder_below_the_inbox_is_for_the_account_of_that_name() throws Exception {
        Path file =
                Files.writeString(Files.createDirectories(inbox.resolve("shop")).resolve("orders.csv"), "x");
        Exchange exchange = new DefaultExchange(camel);
        begin(strategy(Ready.RENAME, Duplicates.ACCEPT), exchange, file);
        assertThat(inbox.resolve("shop/.waybill/DOC1.orders.csv")).exists();
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.ACCOUNT)).isEqualTo("shop");
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.EARLY)).isEqualTo(true);
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.DUPLICATES)).isEqualTo("accept");
    }

    @ParameterizedTest
    @CsvSource({"shop, shop, ", "webshop, , webshop", "shop/webshop, shop, webshop", "shop/other, shop, other"})
    void a_folder_names_the_account_or_the_mapping_and_one_in_it_the_mapping(
            String folder, String account, String mapping) throws Exception {
        Path file = Files.createDirectories(inbox.resolve(folder)).resolve("orders.csv");
        Files.writeString(file, "x");
        Exchange exchange = new DefaultExchange(camel);
        assertThat(begin(strategy(Ready.RENAME, Duplicates.REJECT), exchange, file))
                .isTrue();
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.ACCOUNT)).isEqualTo(account);
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.MAPPING)).isEqualTo(mapping);
    }

    @Test
    void an_inbox_may_be_named_from_where_the_process_stands_or_in_a_roundabout_way() throws Exception {
        Path relative = Path.of("").toAbsolutePath().relativize(inbox.toAbsolutePath());
        for (Path named : List.of(relative, inbox.resolve("../" + inbox.getFileName()))) {
            ClaimStrategy strategy = new ClaimStrategy(
                    named,
                    new FolderSettings(null, null, null, null),
                    () -> "D" + references.incrementAndGet(),
                    unfinished::add,
                    Set.of());
            Path file = Files.writeString(inbox.resolve("orders.csv"), "x");
            Exchange exchange = new DefaultExchange(camel);
            assertThat(strategy.begin(null, null, exchange, PolledFile.of(named, file)))
                    .isTrue();
            assertThat(exchange.getMessage().getHeader(IntakeHeaders.ACCOUNT))
                    .as("%s", named)
                    .isNull();
        }
    }

    @Test
    void a_done_file_goes_with_its_file() throws Exception {
        Path file = Files.writeString(inbox.resolve("orders.csv"), "x");
        Path done = Files.writeString(inbox.resolve("orders.csv.done"), "");
        begin(strategy(Ready.DONE_FILE, Duplicates.REJECT), new DefaultExchange(camel), file);
        assertThat(done).doesNotExist();
    }

    @Test
    void a_file_that_is_gone_is_nobodys_and_leaves_no_folder() throws Exception {
        Path file = Files.writeString(inbox.resolve("orders.csv"), "x");
        GenericFile<File> polled = PolledFile.of(inbox, file);
        Files.delete(file);
        assertThat(strategy(Ready.SETTLED, Duplicates.REJECT).begin(null, null, new DefaultExchange(camel), polled))
                .isFalse();
        assertThat(inbox.resolve(".waybill")).isEmptyDirectory();
    }

    @Test
    void of_two_pollers_at_once_one_gets_the_file() throws Exception {
        int rounds = 100;
        ClaimStrategy one = strategy(Ready.SETTLED, Duplicates.REJECT);
        ClaimStrategy other = strategy(Ready.SETTLED, Duplicates.REJECT);
        ExecutorService pollers = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        for (int round = 0; round < rounds; round++) {
            Path file = Files.writeString(inbox.resolve("orders.csv"), "round " + round);
            List<Future<Boolean>> claims = new ArrayList<>();
            for (ClaimStrategy strategy : List.of(one, other)) {
                GenericFile<File> polled = PolledFile.of(inbox, file);
                claims.add(pollers.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    return strategy.begin(null, null, new DefaultExchange(camel), polled);
                }));
            }
            assertThat(claims.get(0).get(10, TimeUnit.SECONDS))
                    .isNotEqualTo(claims.get(1).get(10, TimeUnit.SECONDS));
        }
        pollers.shutdown();
        try (Stream<Path> claims = Files.list(inbox.resolve(".waybill"))) {
            assertThat(claims.count()).isEqualTo(rounds);
        }
        assertThat(new Leftovers(inbox).find()).hasSize(rounds);
    }

    @Test
    void two_files_of_one_name_one_after_the_other_are_two_documents() throws Exception {
        ClaimStrategy strategy = strategy(Ready.SETTLED, Duplicates.REJECT);
        for (int i = 1; i <= 2; i++) {
            Path file = Files.writeString(inbox.resolve("orders.csv"), "content " + i);
            begin(strategy, new DefaultExchange(camel), file);
        }
        assertThat(inbox.resolve(".waybill/DOC1.orders.csv")).hasContent("content 1");
        assertThat(inbox.resolve(".waybill/DOC2.orders.csv")).hasContent("content 2");
    }

    @Test
    void names_that_are_hard_on_others_are_claimed_as_they_are() throws Exception {
        ClaimStrategy strategy = strategy(Ready.SETTLED, Duplicates.REJECT);
        for (String name : List.of("-rf.csv", "a b (1).csv", "ключ.csv", "a\\b.csv", "%2e%2e.csv", "$(x).csv")) {
            Path file = Files.writeString(inbox.resolve(name), name);
            Exchange exchange = new DefaultExchange(camel);
            assertThat(begin(strategy, exchange, file)).as(name).isTrue();
            assertThat(exchange.getMessage().getBody(File.class)).hasContent(name);
            assertThat(exchange.getMessage().getHeader(IntakeHeaders.NAME)).isEqualTo(name);
        }
    }

    @Test
    void a_name_that_is_as_long_as_file_systems_allow_is_claimed_and_found_again() throws Exception {
        ClaimStrategy strategy = strategy(Ready.SETTLED, Duplicates.REJECT);
        String name = "n".repeat(251) + ".csv";
        Exchange exchange = new DefaultExchange(camel);
        assertThat(begin(strategy, exchange, Files.writeString(inbox.resolve(name), "x")))
                .isTrue();
        assertThat(exchange.getMessage().getHeader(IntakeHeaders.NAME)).isEqualTo(name);
        Path claimed = exchange.getMessage().getBody(File.class).toPath();
        assertThat(new Leftovers(inbox).find()).containsExactly(claimed);
        assertThat(new Leftovers(inbox).references()).containsExactly("DOC1");

        GenericFile<File> gone = PolledFile.of(inbox, Files.writeString(inbox.resolve(name), "x"));
        Files.delete(inbox.resolve(name));
        assertThat(strategy.begin(null, null, new DefaultExchange(camel), gone)).isFalse();
        assertThat(inbox.resolve(".waybill/DOC2")).doesNotExist();
    }

    @Test
    void what_intake_could_not_bring_to_an_end_is_handed_on_to_be_tried_again() throws Exception {
        Path file = Files.writeString(inbox.resolve("orders.csv"), "x");
        ClaimStrategy strategy = strategy(Ready.SETTLED, Duplicates.REJECT);
        Exchange exchange = new DefaultExchange(camel);
        GenericFile<File> polled = PolledFile.of(inbox, file);
        strategy.begin(null, null, exchange, polled);
        strategy.rollback(null, null, exchange, polled);
        assertThat(unfinished).containsExactly(inbox.resolve(".waybill/DOC1.orders.csv"));
        assertThat(unfinished.get(0)).exists();
    }

    @Test
    void nothing_is_done_to_a_file_that_went_well_or_was_not_claimed() throws Exception {
        Path file = Files.writeString(inbox.resolve("orders.csv"), "x");
        ClaimStrategy strategy = strategy(Ready.SETTLED, Duplicates.REJECT);
        GenericFile<File> polled = PolledFile.of(inbox, file);
        strategy.prepareOnStartup(null, null);
        strategy.abort(null, null, new DefaultExchange(camel), polled);
        strategy.commit(null, null, new DefaultExchange(camel), polled);
        assertThat(file).hasContent("x");
        assertThat(unfinished).isEmpty();
    }

    private ClaimStrategy strategy(Ready ready, Duplicates duplicates) {
        return new ClaimStrategy(
                inbox,
                new FolderSettings(ready, null, null, duplicates),
                () -> "DOC" + references.incrementAndGet(),
                unfinished::add,
                Set.of("webshop"));
    }

    private boolean begin(ClaimStrategy strategy, Exchange exchange, Path file) throws Exception {
        return strategy.begin(null, null, exchange, PolledFile.of(inbox, file));
    }
}
