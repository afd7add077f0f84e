package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.ledger.DocumentState;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.NewDocument;
import io.waybill.ledger.State;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptingSinkTest {
    private static final int MORE_THAN_A_BATCH = 700;

    @TempDir
    Path folder;

    private IntakeSite site;
    private Ledger ledger;

    @BeforeEach
    void open() {
        site = new IntakeSite(folder);
        ledger = site.ledger.ledger();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void nothing_is_committed_before_there_is_a_batch_or_an_end() {
        AcceptingSink sink = sink("DOC1", false);
        give(sink, 1, 500);
        assertThat(counts()).isEmpty();
        sink.ended();
        assertThat(counts()).isEqualTo(Map.of(State.ACCEPTED, 500L));
        assertThat(place("DOC1")).isEqualTo(DocumentState.READ);
    }

    @Test
    void nothing_of_an_ordinary_document_is_due_before_its_end() {
        AcceptingSink sink = sink("DOC1", false);
        give(sink, 1, MORE_THAN_A_BATCH);
        assertThat(due()).isZero();
        sink.ended();
        assertThat(due()).isEqualTo(MORE_THAN_A_BATCH);
    }

    @Test
    void an_early_document_is_due_batch_by_batch_but_never_its_last_order() {
        AcceptingSink sink = sink("DOC1", true);
        give(sink, 1, 513);
        assertThat(due())
                .as("a batch is sent when the order behind it is known")
                .isZero();
        give(sink, 514, 1);
        assertThat(due()).isEqualTo(512);
        give(sink, 515, MORE_THAN_A_BATCH);
        sink.brokeOff("broke off");
        assertThat(counts()).isEqualTo(Map.of(State.ACCEPTED, 513L + MORE_THAN_A_BATCH, State.INVALID, 1L));
        assertThat(site.states()).last().isEqualTo("A" + (514 + MORE_THAN_A_BATCH) + " invalid");
    }

    @Test
    void a_document_that_changed_leaves_no_trace() {
        AcceptingSink sink = sink("DOC1", false);
        give(sink, 1, 2000);
        sink.changed();
        assertThat(counts()).isEmpty();
        assertThat(Ledger.await(ledger.place("DOC1"))).isNull();
    }

    @Test
    void an_early_document_that_changed_keeps_what_was_due() {
        AcceptingSink sink = sink("DOC1", true);
        give(sink, 1, MORE_THAN_A_BATCH);
        sink.changed();
        assertThat(counts()).isEqualTo(Map.of(State.ACCEPTED, 512L));
        assertThat(place("DOC1")).isEqualTo(DocumentState.READING);
    }

    @Test
    void a_document_that_breaks_off_at_once_is_broken() {
        AcceptingSink sink = sink("DOC1", false);
        sink.brokeOff("broke off");
        assertThat(place("DOC1")).isEqualTo(DocumentState.BROKEN);
    }

    @Test
    void a_repeated_document_is_found_out_with_its_first_batch_or_at_its_end() {
        AcceptingSink first = sink("DOC1", false);
        give(first, 1, 1);
        first.ended();
        AcceptingSink small = sink("DOC2", false);
        give(small, 1, 1);
        assertThatThrownBy(small::ended)
                .isInstanceOf(AcceptingSink.RepeatedDocument.class)
                .hasMessage("orders-DOC1");
        AcceptingSink large = sink("DOC3", false);
        assertThatThrownBy(() -> give(large, 1, MORE_THAN_A_BATCH)).isInstanceOf(AcceptingSink.RepeatedDocument.class);
        assertThat(counts()).isEqualTo(Map.of(State.ACCEPTED, 1L));
    }

    private AcceptingSink sink(String reference, boolean early) {
        NewDocument document = new NewDocument(
                reference,
                "folder",
                "orders-" + reference,
                "main",
                "",
                "jsonl",
                new byte[16],
                early,
                false,
                LocalDate.of(2024, 5, 1),
                reference,
                null,
                site.clock.instant(),
                null);
        Claim claim = new Claim(reference, folder, "orders.jsonl", "folder", null, early, false, site.clock.instant());
        return new AcceptingSink(ledger, document, new Assembler(claim, "base", site.terms(), null, site.random));
    }

    private static void give(AcceptingSink sink, int first, int count) {
        for (int position = first; position < first + count; position++) {
            sink.accept(new RawOrder(
                    position,
                    position,
                    List.of(
                            Map.entry("ref", "A" + position),
                            Map.entry("goods[0][good_name]", "course"),
                            Map.entry("bill_email", "anna@example.com")),
                    List.of()));
        }
    }

    private Map<State, Long> counts() {
        return Ledger.await(ledger.counts());
    }

    private DocumentState place(String reference) {
        return Ledger.await(ledger.place(reference)).state();
    }

    private int due() {
        var leased = Ledger.await(ledger.lease(IntakeSite.MAIN, 10_000)).orders();
        Ledger.await(ledger.giveBack(leased));
        return leased.size();
    }
}
