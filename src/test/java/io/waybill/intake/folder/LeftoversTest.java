package io.waybill.intake.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.intake.IntakeHeaders;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    Path inbox;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private Leftovers leftovers;
    private ClaimStrategy claims;

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:intake").process(exchange -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("the disk is full");
                    }
                    File file = exchange.getMessage().getBody(File.class);
                    taken.add(exchange.getMessage().getHeader(IntakeHeaders.DOCUMENT)
                            + " " + exchange.getMessage().getHeader(IntakeHeaders.ACCOUNT)
                            + " " + Files.readString(file.toPath()));
                    Files.delete(file.toPath());
                });
            }
        });
        camel.start();
        leftovers = new Leftovers(inbox);
        claims = new ClaimStrategy(
                inbox, new FolderSettings(null, null, null, null), () -> "NEW", leftovers::again, Set.of());
    }

    @AfterEach
    void stop() {
        leftovers.close();
        camel.stop();
    }

    @Test
    void what_an_earlier_process_claimed_is_handed_in_under_its_old_id() throws Exception {
        claimed(".waybill/DOC1/a.csv", "a");
        claimed("shop/.waybill/DOC2/b.csv", "b");
        claimed("shop/webshop/.waybill/DOC3/c.csv", "c");
        Files.writeString(inbox.resolve("new.csv"), "left to the poller");
        leftovers.start(camel, claims);
        await().until(() -> taken.size() == 3);
        assertThat(taken).containsExactlyInAnyOrder("DOC1 null a", "DOC2 shop b", "DOC3 shop c");
        assertThat(inbox.resolve("new.csv")).exists();
    }

    @Test
    void what_this_version_claims_is_handed_in_under_its_id_and_by_its_name() throws Exception {
        Path file = inbox.resolve("shop/a.b.csv");
        Files.createDirectories(file.getParent());
        claims.begin(null, null, new DefaultExchange(camel), PolledFile.of(inbox, Files.writeString(file, "a")));
        List<Path> found = leftovers.find();
        assertThat(found).containsExactly(inbox.resolve("shop/.waybill/NEW.a.b.csv"));
        assertThat(ClaimedFile.at(found.get(0)).name()).isEqualTo("a.b.csv");
        leftovers.start(camel, claims);
        await().until(() -> taken.size() == 1);
        assertThat(taken).containsExactly("NEW shop a");
        assertThat(leftovers.references()).isEmpty();
    }

    @Test
    void nothing_is_left_of_claims_that_are_empty() throws Exception {
        Files.createDirectories(inbox.resolve(".waybill/DOC1"));
        claimed(".waybill/DOC2/a.csv", "a");
        assertThat(leftovers.find()).containsExactly(inbox.resolve(".waybill/DOC2/a.csv"));
        assertThat(inbox.resolve(".waybill/DOC1")).doesNotExist();
    }

    @Test
    void an_inbox_that_does_not_exist_yet_has_no_leftovers() throws Exception {
        try (Leftovers none = new Leftovers(inbox.resolve("later"))) {
            assertThat(none.find()).isEmpty();
        }
    }

    @Test
    void what_fails_is_handed_in_again_until_it_goes() throws Exception {
        failures.set(1);
        claimed(".waybill/DOC1/a.csv", "a");
        leftovers.start(camel, claims);
        await().until(() -> taken.size() == 1);
        assertThat(taken).containsExactly("DOC1 null a");
    }

    @Test
    void one_that_fails_does_not_keep_the_others_waiting() throws Exception {
        failures.set(1);
        claimed(".waybill/DOC1/a.csv", "a");
        claimed(".waybill/DOC2/b.csv", "b");
        leftovers.start(camel, claims);
        await().atMost(java.time.Duration.ofSeconds(4)).until(() -> taken.size() == 1);
    }

    private void claimed(String path, String content) throws Exception {
        Path file = inbox.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
