package io.waybill.intake;

import static io.waybill.intake.IntakeSite.order;
import static io.waybill.intake.IntakeSite.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.State;
import io.waybill.ledger.camel.LedgerComponent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source may hand to {@code direct:intake}. */
class DocumentOpenerTest {
    @TempDir
    Path folder;

    private IntakeSite site;
    private DefaultCamelContext camel;
    private ProducerTemplate intake;

    @BeforeEach
    void start() throws Exception {
        site = new IntakeSite(folder);
        camel = new DefaultCamelContext();
        LedgerComponent component = new LedgerComponent();
        component.setLedger(site.ledger.ledger());
        camel.addComponent("ledger", component);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:intake").process(site.opener()).to("ledger:accept");
            }
        });
        camel.start();
        intake = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        site.close();
    }

    @Test
    void a_text_is_a_document() throws IOException {
        intake.sendBodyAndHeader("direct:intake", order("A"), IntakeHeaders.NAME, "from the shop.jsonl");
        assertThat(site.states()).containsExactly("A accepted");
        assertThat(site.ledger.rows("select name, source, account, early from document"))
                .containsExactly(List.of("from the shop.jsonl", "route", "main", 1));
        assertThat(spooled()).isEmpty();
    }

    @Test
    void bytes_and_streams_are_documents_of_any_size() throws IOException {
        intake.sendBody("direct:intake", order("A").getBytes(StandardCharsets.UTF_8));
        InputStream large = new ByteArrayInputStream(orders("B", 3000).getBytes(StandardCharsets.UTF_8));
        intake.sendBody("direct:intake", large);
        assertThat(Ledger.await(site.ledger.ledger().counts())).isEqualTo(Map.of(State.ACCEPTED, 3001L));
        assertThat(spooled()).isEmpty();
        assertThat(site.kept()).hasSize(2).allMatch(name -> name.startsWith("accepted/2024-05-01/document"));
    }

    @Test
    void a_stream_that_fails_leaves_nothing_but_the_failure() throws IOException {
        InputStream broken = new InputStream() {
            private int left = 1000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the connection was lost");
                }
                return ' ';
            }
        };
        assertThatThrownBy(() -> intake.sendBody("direct:intake", broken))
                .isInstanceOf(CamelExecutionException.class)
                .hasStackTraceContaining("the connection was lost");
        assertThat(site.ledger.one("select count(*) from document")).isEqualTo(0);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void no_body_is_refused_in_words() {
        assertThatThrownBy(() -> intake.sendBodyAndHeader("direct:intake", null, IntakeHeaders.NAME, "orders.csv"))
                .hasStackTraceContaining("orders.csv has no content");
    }

    @Test
    void headers_name_the_document() {
        Map<String, Object> headers = new HashMap<>();
        headers.put(IntakeHeaders.SOURCE, "mail");
        headers.put(IntakeHeaders.ACCOUNT, "main");
        headers.put(IntakeHeaders.DOCUMENT, "MAIL-7");
        headers.put(IntakeHeaders.EARLY, "true");
        headers.put(Exchange.FILE_NAME_ONLY, "attached.jsonl");
        intake.sendBodyAndHeaders("direct:intake", order("A"), headers);
        assertThat(site.ledger.rows("select reference, name, source, account, early from document"))
                .containsExactly(List.of("MAIL-7", "attached.jsonl", "mail", "main", 1));
    }

    @Test
    void a_document_that_is_handed_in_again_under_its_id_is_taken_once() {
        for (int i = 0; i < 2; i++) {
            intake.sendBodyAndHeader("direct:intake", order("A"), IntakeHeaders.DOCUMENT, "MAIL-7");
        }
        assertThat(site.states()).containsExactly("A accepted");
        assertThat(site.ledger.one("select count(*) from document")).isEqualTo(1);
    }

    @Test
    void a_body_like_an_earlier_one_is_put_aside_unless_repeating_is_what_it_does() throws IOException {
        String unnamed = order("x").replace("\"ref\":\"x\",", "");
        intake.sendBody("direct:intake", unnamed);
        intake.sendBody("direct:intake", unnamed);
        assertThat(site.states()).hasSize(1);
        assertThat(site.kept()).anyMatch(name -> name.startsWith("errors/duplicate/"));
        intake.sendBodyAndHeader("direct:intake", unnamed, IntakeHeaders.DUPLICATES, "accept");
        assertThat(site.states()).hasSize(2);
    }

    @Test
    void a_file_is_taken_as_it_lies_and_its_neighbours_stay() throws IOException {
        Path drop = Files.createDirectories(folder.resolve("drop"));
        Path file = Files.writeString(drop.resolve("orders.jsonl"), order("A"));
        Path neighbour = Files.writeString(drop.resolve("other.jsonl"), order("B"));
        intake.sendBodyAndHeader("direct:intake", file.toFile(), IntakeHeaders.NAME, "orders.jsonl");
        assertThat(site.states()).containsExactly("A accepted");
        assertThat(file).doesNotExist();
        assertThat(neighbour).hasContent(order("B"));
    }

    @Test
    void a_name_with_folders_in_it_stays_below_the_data_folder() throws IOException {
        intake.sendBodyAndHeader("direct:intake", order("A"), IntakeHeaders.NAME, "../../etc/orders.jsonl");
        assertThat(site.states()).containsExactly("A accepted");
        assertThat(site.kept()).hasSize(1).allMatch(name -> name.startsWith("accepted/2024-05-01/"));
    }

    @Test
    void public_ids_are_their_own() {
        List<String> references = Stream.generate(() -> DocumentOpener.newReference(site.random))
                .limit(1000)
                .toList();
        assertThat(references).doesNotHaveDuplicates().allMatch(reference -> reference.matches("[0-9A-Z]{10}"));
    }

    private List<Path> spooled() throws IOException {
        Path spool = site.ledger.data().resolve("spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(spool)) {
            return all.toList();
        }
    }
}
