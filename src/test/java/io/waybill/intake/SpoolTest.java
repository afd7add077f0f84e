package io.waybill.intake;

import static io.waybill.intake.IntakeSite.order;
import static io.waybill.intake.IntakeSite.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.waybill.ledger.DocumentResult;
import io.waybill.ledger.DocumentResult.End;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.OrderResult;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdicts;
import io.waybill.ledger.camel.LedgerComponent;
import io.waybill.order.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are no files: on the disk before any of it counts, taken once, and their senders told what became of them. */
class SpoolTest {
    private static final String UNNAMED = order("x").replace("\"ref\":\"x\",", "");

    @TempDir
    Path folder;

    private IntakeSite site;
    private DefaultCamelContext camel;
    private ProducerTemplate intake;

    @BeforeEach
    void start() throws Exception {
        start(folder.resolve("first"));
    }

    private void start(Path place) throws Exception {
        site = new IntakeSite(place);
        serve();
    }

    private void serve() throws Exception {
        DocumentOpener opener = site.opener();
        camel = new DefaultCamelContext();
        LedgerComponent component = new LedgerComponent();
        component.setLedger(site.ledger.ledger());
        camel.addComponent("ledger", component);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:intake").streamCache("false").process(opener).to("ledger:accept");
            }
        });
        camel.start();
        intake = camel.createProducerTemplate();
        site.leftovers.start(camel);
    }

    @AfterEach
    void stop() {
        camel.stop();
        site.close();
    }

    /** What the process after this one finds, and does before it takes anything new. */
    private void startAgainOn(Path place) throws Exception {
        stop();
        start(place);
    }

    // ---- replies

    @Test
    void what_a_source_asks_to_be_told_is_in_the_ledger_with_its_document() {
        hand(orders("A", 2), Map.of(IntakeHeaders.REPLY, "shop", IntakeHeaders.REPLY_TO, "row 7"));
        hand(orders("B", 2), Map.of());
        assertThat(site.ledger.rows("select route, reply_to from source_reply"))
                .containsExactly(List.of("shop", "row 7"));
    }

    // ---- crashes

    @Test
    void a_body_that_was_not_whole_leaves_nothing() throws Exception {
        Path copy = folder.resolve("copy");
        hand(during(orders("A", 3), () -> site.crashed(copy)), "key-1");
        assertThat(copy.resolve("data/spool")).isNotEmptyDirectory();
        startAgainOn(copy);
        assertThat(spooled()).isEmpty();
        assertThat(site.ledger.one("select count(*) from document")).isEqualTo(0);
        hand(orders("A", 3), "key-1");
        assertThat(site.states()).hasSize(3);
    }

    @Test
    void a_whole_body_that_the_ledger_knows_nothing_of_is_its_senders_affair() throws Exception {
        Path copy = folder.resolve("copy");
        site.random = onDraw(3, () -> site.crashed(copy));
        restart();
        hand(UNNAMED, Map.of());
        assertThat(wholeIn(copy)).hasSize(1);
        startAgainOn(copy);
        assertThat(spooled()).isEmpty();
        assertThat(site.ledger.one("select count(*) from document")).isEqualTo(0);
        hand(UNNAMED, Map.of());
        assertThat(site.states()).containsExactly("null accepted");
    }

    @Test
    void a_body_that_was_half_read_is_brought_to_its_end_once() throws Exception {
        Path copy = folder.resolve("copy");
        site.random = onDraw(900, () -> site.crashed(copy));
        restart();
        String body = UNNAMED.repeat(1200);
        hand(body, "key-1");
        assertThat(wholeIn(copy)).hasSize(1);
        startAgainOn(copy);
        await().until(() -> spooled().isEmpty());
        assertThat(Ledger.await(site.ledger.ledger().counts())).isEqualTo(Map.of(State.ACCEPTED, 1200L));
        assertThat(site.ledger.one("select count(distinct identity) from orders"))
                .isEqualTo(1200);
        assertThat(site.ledger.rows("select state, source, name, account, early from document"))
                .containsExactly(List.of(1, "rest", "order.jsonl", "main", 1));
        assertThat(site.kept()).hasSize(1).allMatch(name -> name.startsWith("accepted/"));
        assertThat(hand(body, "key-1").earlier()).as("its sender tries again").isNotNull();
        assertThat(site.ledger.one("select count(*) from orders")).isEqualTo(1200);
    }

    @Test
    void a_body_that_was_accepted_and_not_let_go_is_let_go() throws Exception {
        Path copy = folder.resolve("copy");
        site.random = onDraw(2, () -> site.crashed(copy));
        restart();
        hand(order("A"), "key-1");
        stop();
        Path left = wholeIn(copy).get(0);
        Path back = Files.createDirectories(site.ledger.data().resolve("spool").resolve(left.getFileName()));
        for (String name : List.of("document", Spool.NOTE)) {
            Files.copy(left.resolve(name), back.resolve(name));
        }
        start(folder.resolve("first"));
        await().until(() -> spooled().isEmpty());
        assertThat(site.states()).containsExactly("A accepted");
    }

    @Test
    void what_failed_before_the_ledger_knew_of_it_is_left_to_its_sender() throws Exception {
        site.random = onDraw(2, () -> {
            throw new IllegalStateException("something was in the way");
        });
        restart();
        assertThatThrownBy(() -> hand(order("A"), "key-1")).hasStackTraceContaining("in the way");
        assertThat(spooled()).isEmpty();
        hand(order("A"), "key-1");
        assertThat(site.states()).containsExactly("A accepted");
    }

    @Test
    void what_failed_half_read_stays_and_is_brought_to_its_end() throws Exception {
        site.random = onDraw(900, () -> {
            throw new IllegalStateException("something was in the way");
        });
        restart();
        assertThatThrownBy(() -> hand(orders("A", 1200), "key-1")).hasStackTraceContaining("in the way");
        assertThat(spooled()).hasSize(1);
        assertThatThrownBy(() -> hand(orders("A", 1200), "key-1")).hasRootCauseInstanceOf(DocumentBusyException.class);
        startAgainOn(folder.resolve("first"));
        await().until(() -> spooled().isEmpty());
        assertThat(Ledger.await(site.ledger.ledger().counts())).isEqualTo(Map.of(State.ACCEPTED, 1200L));
    }

    @Test
    void what_was_half_read_and_is_gone_is_told() throws Exception {
        site.random = onDraw(900, () -> {
            throw new IllegalStateException("something was in the way");
        });
        restart();
        assertThatThrownBy(() -> hand(orders("A", 1200), "key-1")).hasStackTraceContaining("in the way");
        Ledger ledger = site.ledger.ledger();
        assertThat(LostDocuments.find(ledger, site.spool()::references)).isEmpty();
        site.spool().discard(spooled().get(0).resolve("document"));
        assertThat(LostDocuments.find(ledger, site.spool()::references))
                .singleElement()
                .asString()
                .contains(site.ledger.one("select reference from document").toString(), "drop it again");
    }

    // ---- identity

    @Test
    void the_same_identity_and_body_is_answered_the_same_and_nothing_is_taken_again() throws Exception {
        DocumentResult first = hand(UNNAMED + order("A") + "{\"ref\":\"B\"}\n", "key-1");
        DocumentResult second = hand(UNNAMED + order("A") + "{\"ref\":\"B\"}\n", "key-1");
        assertThat(first.earlier()).isNull();
        assertThat(second.earlier()).isEqualTo(first.document());
        assertThat(second.orders()).isEqualTo(first.orders()).hasSize(3);
        assertThat(second.end()).isEqualTo(End.READ);
        assertThat(site.ledger.one("select count(*) from document")).isEqualTo(1);
        assertThat(site.states()).hasSize(3);
        assertThat(spooled()).isEmpty();
        assertThat(site.kept()).hasSize(1);
    }

    @Test
    void the_same_identity_with_another_body_is_refused_whole() throws Exception {
        DocumentResult first = hand(order("A"), "key-1");
        DocumentResult second = hand(order("B"), "key-1");
        assertThat(second.end()).isEqualTo(End.CONFLICT);
        assertThat(second.document()).isEqualTo(first.document());
        assertThat(second.reason()).contains("order.jsonl", "another content");
        assertThat(site.states()).containsExactly("A accepted");
        assertThat(spooled()).isEmpty();
    }

    @Test
    void equal_bodies_under_two_identities_are_two() throws Exception {
        hand(UNNAMED, "key-1");
        hand(UNNAMED, "key-2");
        hand(UNNAMED, Map.of(IntakeHeaders.IDENTITY, "key-1", IntakeHeaders.SOURCE, "mail"));
        assertThat(site.states()).containsExactly("null accepted", "null accepted", "null accepted");
    }

    @Test
    void equal_bodies_without_an_identity_are_one_and_the_second_is_told_of_the_first() throws Exception {
        DocumentResult first = hand(UNNAMED, Map.of());
        DocumentResult second = hand(UNNAMED, Map.of());
        assertThat(second.end()).isEqualTo(End.DUPLICATE);
        assertThat(second.earlier()).isEqualTo(first.document()).isNotEqualTo(second.document());
        assertThat(second.orders()).isEqualTo(first.orders());
        assertThat(second.reason()).contains("same content");
        assertThat(site.states()).hasSize(1);
    }

    @Test
    void a_row_that_is_seen_again_is_absorbed_and_one_that_changed_is_judged() throws Exception {
        String changed = UNNAMED.replace("anna", "bob");
        row(UNNAMED);
        assertThat(row(UNNAMED).earlier()).isNotNull();
        row(changed);
        assertThat(row(changed).earlier()).isNotNull();
        assertThat(site.states()).containsExactly("null accepted", "null conflict");
        site.ledger.end(Verdicts.rejected(603));
        row(UNNAMED.replace("anna", "carol"));
        assertThat(site.states()).containsExactly("null rejected", "null conflict", "null accepted");
    }

    @Test
    void a_document_that_is_being_taken_in_is_not_taken_in_beside_itself() throws Exception {
        IOException[] refused = new IOException[1];
        site.random = onDraw(3, () -> {
            try {
                site.spool()
                        .put(
                                new ByteArrayInputStream(new byte[0]),
                                note("twice.jsonl"),
                                body -> spooled().get(0).getFileName().toString());
            } catch (IOException e) {
                refused[0] = e;
            }
        });
        restart();
        hand(orders("A", 3), "key-1");
        assertThat(refused[0]).isInstanceOf(DocumentBusyException.class).hasMessageContaining("twice.jsonl");
        assertThat(site.states()).hasSize(3);
        assertThat(spooled()).isEmpty();
    }

    // ---- what its sender is told

    @Test
    void its_sender_is_told_of_every_order_what_became_of_it() throws Exception {
        hand(order("A"), "key-1");
        DocumentResult result = hand(order("A") + order("B") + "{\"ref\":\"C\",\"bill_email\":\"nobody\"}\n", "key-2");
        assertThat(result.end()).isEqualTo(End.READ);
        assertThat(result.total()).isEqualTo(3);
        assertThat(result.orders()).extracting(OrderResult::ref).containsExactly("A", "B", "C");
        assertThat(result.orders())
                .extracting(OrderResult::state)
                .containsExactly(State.DUPLICATE, State.ACCEPTED, State.INVALID);
        assertThat(result.orders()).extracting(OrderResult::line).containsExactly(1L, 2L, 3L);
        assertThat(result.orders().get(0).related()).as("the first of them").hasSize(16);
        assertThat(result.orders().get(1).id())
                .isEqualTo(site.ledger.one("select reference from order_content where ref = 'B'"));
        assertThat(result.orders().get(1).faults()).isEmpty();
        assertThat(result.orders().get(2).faults())
                .extracting(Fault::field)
                .contains("bill_email", "goods[0][good_name]");
    }

    @Test
    void its_sender_is_told_why_nothing_of_it_can_be_read_again_and_again() throws Exception {
        for (int i = 0; i < 2; i++) {
            DocumentResult result = hand("<orders/>", "key-1");
            assertThat(result.end()).isEqualTo(End.UNREADABLE);
            assertThat(result.reason()).contains("order.jsonl cannot be read", "XML");
            assertThat(result.orders()).isEmpty();
        }
        assertThat(site.kept())
                .containsExactly("errors/unreadable/order.jsonl", "errors/unreadable/order.jsonl.reason.txt");
        assertThat(spooled()).isEmpty();
    }

    @Test
    void its_sender_is_told_where_it_broke_off() throws Exception {
        DocumentResult result = hand("[" + order("A") + "," + order("B") + ",", Map.of(IntakeHeaders.NAME, "cut.json"));
        assertThat(result.end()).isEqualTo(End.BROKEN);
        assertThat(result.reason()).contains("cut.json", "broke off");
        assertThat(result.orders()).extracting(OrderResult::state).containsExactly(State.ACCEPTED, State.INVALID);
    }

    @Test
    void of_very_many_orders_the_first_thousand_are_told() throws Exception {
        DocumentResult result = hand(orders("A", 1100), "key-1");
        assertThat(result.total()).isEqualTo(1100);
        assertThat(result.orders()).hasSize(1000);
    }

    @Test
    void a_document_cannot_be_named_out_of_the_spool() {
        assertThatThrownBy(() -> hand(order("A"), Map.of(IntakeHeaders.DOCUMENT, "../../x")))
                .hasStackTraceContaining("WaybillDocument is \"../../x\"");
    }

    // ---- what the tests do

    private void restart() throws Exception {
        camel.stop();
        site.leftovers.close();
        serve();
    }

    private DocumentResult hand(Object body, String key) {
        return hand(body, key == null ? Map.of() : Map.of(IntakeHeaders.IDENTITY, key));
    }

    private DocumentResult row(String body) {
        return hand(body, Map.of(IntakeHeaders.IDENTITY, "shop.orders 7", IntakeHeaders.CHANGED, "judge"));
    }

    private DocumentResult hand(Object body, Map<String, Object> more) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(IntakeHeaders.SOURCE, "rest");
        headers.put(IntakeHeaders.NAME, "order.jsonl");
        headers.putAll(more);
        return intake.requestBodyAndHeaders("direct:intake", body, headers, DocumentResult.class);
    }

    private static java.util.Properties note(String name) {
        java.util.Properties note = new java.util.Properties();
        note.setProperty(IntakeHeaders.NAME, name);
        return note;
    }

    private List<Path> spooled() throws IOException {
        return whole(site.ledger.data());
    }

    private static List<Path> wholeIn(Path copy) throws IOException {
        return whole(copy.resolve("data"));
    }

    private static List<Path> whole(Path data) throws IOException {
        Path spool = data.resolve("spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(spool)) {
            return all.toList();
        }
    }

    /** A body in the middle of which something happens. */
    private static InputStream during(String text, Runnable change) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                if (at == bytes.length / 2) {
                    change.run();
                }
                return at < bytes.length ? bytes[at++] : -1;
            }
        };
    }

    /** Random names with the n-th of which something happens: one names the draft, one the document if
     * nobody else does, then come the orders. */
    private static RandomGenerator onDraw(int number, Runnable change) {
        return new RandomGenerator() {
            private final Random random = new Random(9);
            private int drawn;

            @Override
            public long nextLong() {
                return random.nextLong();
            }

            @Override
            public synchronized void nextBytes(byte[] bytes) {
                drawn++;
                if (drawn == number) {
                    change.run();
                }
                random.nextBytes(bytes);
            }
        };
    }
}
