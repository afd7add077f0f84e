package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class JustSettledTest {
    private final JustSettled justSettled = new JustSettled();

    @Test
    void orders_are_handed_over_once_in_the_sequence_in_which_they_settled() {
        add(1, 1, "A");
        add(1, 2, "B");
        add(2, 1, "other");
        assertThat(take(1, 0, 10)).containsExactly("A", "B");
        assertThat(take(1, 0, 10)).isEmpty();
        assertThat(take(2, 0, 10)).containsExactly("other");
    }

    @Test
    void nothing_is_handed_over_beyond_one_that_is_missing() {
        add(1, 1, "A");
        add(1, 3, "C");
        assertThat(take(1, 0, 10)).containsExactly("A");
        assertThat(take(1, 1, 10)).as("while the second is missing").isEmpty();
        assertThat(take(1, 2, 10)).containsExactly("C");
    }

    @Test
    void what_has_been_filed_is_not_handed_over() {
        add(1, 1, "A");
        add(1, 2, "B");
        add(1, 3, "C");
        assertThat(take(1, 2, 10)).containsExactly("C");
    }

    @Test
    void no_more_is_handed_over_than_was_asked_for() {
        add(1, 1, "A");
        add(1, 2, "B");
        assertThat(take(1, 0, 1)).containsExactly("A");
        assertThat(take(1, 1, 1)).containsExactly("B");
    }

    @Test
    void what_nobody_files_is_forgotten_before_it_fills_the_memory() {
        for (int seq = 1; seq <= 20_000; seq++) {
            add(1, seq, "x");
        }
        add(2, 1, "A");
        assertThat(take(1, 0, 100_000)).isEmpty();
        assertThat(take(2, 0, 10)).containsExactly("A");
        for (int seq = 1; seq <= 60_000; seq++) {
            add(3, seq, "x" + seq);
            assertThat(take(3, seq - 1, 10)).containsExactly("x" + seq);
        }
    }

    @Test
    void a_document_is_handed_over_whole_once_and_only_if_its_one_order_is_all_of_it() {
        FiledDocument single = document(2);
        justSettled.add(2, 1, order(1, "A"), single);
        assertThat(justSettled.takeWhole(2)).isEqualTo(new JustSettled.Whole(single, order(1, "A")));
        assertThat(justSettled.takeWhole(2)).isNull();
        add(3, 1, "B");
        assertThat(justSettled.takeWhole(3)).as("one of many").isNull();
        assertThat(take(3, 0, 10)).containsExactly("B");
    }

    @Test
    void what_is_filed_is_forgotten() {
        justSettled.add(2, 1, order(1, "A"), document(2));
        justSettled.forget(2, 1);
        assertThat(justSettled.takeWhole(2)).isNull();
        add(3, 1, "B");
        add(3, 2, "C");
        justSettled.forget(3, 1);
        assertThat(take(3, 1, 10)).containsExactly("C");
    }

    private static FiledDocument document(long id) {
        return new FiledDocument(
                id, "DOC", "folder", "a.json", "main", "json", null, LocalDate.EPOCH, "a", false, Instant.EPOCH);
    }

    private void add(long document, int seq, String ref) {
        justSettled.add(document, seq, order(seq, ref));
    }

    private static SettledOrder order(int seq, String ref) {
        return new SettledOrder(
                seq,
                "ABCDEFGHIJKLMNOP",
                seq,
                seq,
                Draft.MAIN,
                Operation.CREATE_ORDER,
                ref,
                State.CONFIRMED,
                1L,
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                200,
                0,
                null,
                null,
                null,
                null,
                null);
    }

    private List<String> take(long document, int filed, int most) {
        return justSettled.take(document, filed, most).stream()
                .map(SettledOrder::ref)
                .toList();
    }
}
