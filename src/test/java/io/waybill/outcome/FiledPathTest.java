package io.waybill.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.State;
import io.waybill.order.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FiledPathTest {
    @Test
    void a_document_of_one_order_has_a_file_named_for_the_order() {
        assertThat(FiledPath.of(Sample.one("drop"), new Sample().order()))
                .isEqualTo("archive/2026/07/01/main/A-1001.CreateOrder.ABCDEFGH.json");
    }

    @Test
    void an_error_entry_lies_under_its_state() {
        Sample sample = new Sample();
        sample.state = State.IN_DOUBT;
        sample.operation = Operation.DELETE_ORDER;
        assertThat(FiledPath.of(Sample.one("drop"), sample.order()))
                .isEqualTo("errors/in_doubt/2026/07/01/main/A-1001.DeleteOrder.ABCDEFGH.json");
    }

    @Test
    void without_a_usable_ref_the_document_gives_the_name() {
        Sample sample = new Sample();
        sample.ref = null;
        sample.operation = null;
        assertThat(FiledPath.of(Sample.one("drop"), sample.order())).endsWith("/drop.unknown.ABCDEFGH.json");
        sample.ref = "...";
        assertThat(FiledPath.of(Sample.one("drop"), sample.order())).endsWith("/drop.unknown.ABCDEFGH.json");
    }

    @Test
    void a_document_of_many_has_one_file_for_each_state() {
        FiledDocument document = Sample.many("orders");
        assertThat(FiledPath.of(document, new Sample().order()))
                .isEqualTo("archive/2026/07/01/main/orders.receipts.jsonl");
        assertThat(FiledPath.of(
                        document,
                        Sample.failed(1, State.REJECTED, 600, "Wrong email").order()))
                .isEqualTo("errors/rejected/2026/07/01/main/orders.errors.jsonl");
        assertThat(FiledPath.results(document)).isEqualTo("archive/2026/07/01/main/orders.results.csv");
        assertThat(FiledPath.rejects(document)).isEqualTo("errors/rejects/2026/07/01/main/orders.rejects.csv");
    }

    @Property(tries = 300)
    void hostile_names_stay_inside_and_short(
            @ForAll @StringLength(max = 300) String ref,
            @ForAll @StringLength(max = 300) String account,
            @ForAll @StringLength(max = 300) String stem) {
        Sample sample = new Sample();
        sample.ref = ref;
        for (boolean lines : new boolean[] {true, false}) {
            FiledDocument document = new FiledDocument(
                    1, "D", "folder", "x", account, "csv", null, LocalDate.of(26, 1, 2), stem, lines, Instant.EPOCH);
            for (String path : new String[] {
                FiledPath.of(document, sample.order()), FiledPath.results(document), FiledPath.rejects(document)
            }) {
                Path place = Path.of(path);
                assertThat(place.normalize()).isEqualTo(place);
                assertThat(path).matches("(archive|errors/[a-z_]+)/0026/01/02/[^/]+/[^/]+");
                for (Path part : place) {
                    assertThat(part.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(200);
                }
            }
        }
    }

    @Test
    void stems_that_differ_only_behind_the_cut_keep_apart() {
        String stem = "x".repeat(300);
        assertThat(FiledPath.results(Sample.many(stem + "1"))).isNotEqualTo(FiledPath.results(Sample.many(stem + "2")));
    }
}
