package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is given out to be filed: everything that settled, in that order, until it is filed, and once. */
class FilingDeskTest extends LedgerTestBase {
    private FilingDesk desk;

    @BeforeEach
    void desk() {
        desk = ledger.filingDesk();
    }

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @Test
    void orders_come_in_the_order_in_which_they_settled() {
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C").invalid("bad"));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(1), Verdicts.rejected(604));
        site.settle(sent.get(0), Verdicts.confirmed(7L));
        FilingBatch batch = desk.next(document());
        assertThat(batch.orders()).extracting(SettledOrder::ref).containsExactly("C", "B", "A");
        assertThat(batch.orders())
                .extracting(SettledOrder::state)
                .containsExactly(State.INVALID, State.REJECTED, State.CONFIRMED);
        assertThat(batch.upTo()).isEqualTo(3);
        assertThat(batch.more()).isTrue();
    }

    @Test
    void a_settled_order_says_all_that_is_known() {
        site.accept(Draft.create("A"));
        LeasedOrder sent = site.sendOne();
        clock.advance(java.time.Duration.ofSeconds(3));
        site.settle(
                sent, new Verdict(State.REJECTED, null, 200, 604, "Product not exist", true, "{\"x\":1}", "why", null));
        SettledOrder order = desk.next(document()).orders().get(0);
        assertThat(order.reference()).isEqualTo(sent.order().reference());
        assertThat(order.position()).isEqualTo(1);
        assertThat(order.line()).isEqualTo(2);
        assertThat(order.account()).isEqualTo(Draft.MAIN);
        assertThat(order.httpStatus()).isEqualTo(200);
        assertThat(order.errorCode()).isEqualTo(604);
        assertThat(order.errorText()).isEqualTo("Product not exist");
        assertThat(order.reply()).isEqualTo("{\"x\":1}");
        assertThat(order.reason()).isEqualTo("why");
        assertThat(order.attempts()).isEqualTo(1);
        assertThat(order.query()).isEqualTo("bill_email=anna@example.com");
        assertThat(java.time.Duration.between(order.acceptedAt(), order.settledAt()))
                .hasSeconds(3);
    }

    @Test
    void a_document_is_described_as_it_was_accepted() {
        NewDocument document = site.document("a.csv", "x", false, false);
        Ledger.await(ledger.accept(
                document, LedgerSite.orders(document, 1, Draft.create("A").invalid("bad")), true));
        FiledDocument filed = desk.next(document()).document();
        assertThat(filed.reference()).isEqualTo(document.reference());
        assertThat(filed.name()).isEqualTo("a.csv");
        assertThat(filed.stem()).isEqualTo("a.csv");
        assertThat(filed.date()).isEqualTo(LocalDate.of(2024, 5, 1));
        assertThat(filed.lines()).isFalse();
        assertThat(filed.file()).isNull();
        assertThat(filed.receivedAt()).isEqualTo(clock.instant());
        assertThat(desk.documents()).containsExactly(filed);
    }

    @Test
    void what_is_not_filed_comes_again_and_what_is_filed_does_not() {
        site.accept(Draft.create("A"), Draft.create("B"));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.confirmed(1L));
        FilingBatch first = desk.next(document());
        assertThat(desk.next(document()).orders()).isEqualTo(first.orders());
        assertThat(desk.unfiled()).containsExactly(document());
        assertThat(first.complete()).isFalse();

        Ledger.await(ledger.filed(first));
        assertThat(desk.next(document())).isNull();
        assertThat(desk.unfiled()).isEmpty();

        site.settle(sent.get(1), Verdicts.rejected(604));
        FilingBatch second = desk.next(document());
        assertThat(second.orders()).extracting(SettledOrder::ref).containsExactly("B");
        Ledger.await(ledger.filed(second));
        assertThat(desk.filed()).isTrue();
        assertThat(desk.unfiled()).containsExactly(document());
        Ledger.await(ledger.filed(desk.next(document())));
        assertThat(desk.next(document())).isNull();
        assertThat(desk.unfiled()).isEmpty();
    }

    @Test
    void what_a_document_of_many_has_on_file_is_committed_before_its_report_is_written() {
        site.accept(Draft.create("A").invalid("bad"), Draft.create("B").invalid("bad"));
        FilingBatch orders = desk.next(document());
        assertThat(orders.complete()).isFalse();
        assertThat(orders.more()).isTrue();
        assertThat(desk.filed()).isFalse();
        Ledger.await(ledger.filed(orders));
        assertThat(desk.filed()).isTrue();
        FilingBatch report = desk.next(document());
        assertThat(report.orders()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(report.more()).isFalse();
    }

    @Test
    void a_document_of_one_order_is_filed_and_complete_at_once() {
        site.accept(Draft.create("A").invalid("bad"));
        assertThat(desk.next(document()).complete()).isTrue();
    }

    @Test
    void a_document_is_complete_exactly_once_and_only_behind_its_last_order() {
        Draft[] drafts = new Draft[2500];
        for (int i = 0; i < drafts.length; i++) {
            drafts[i] = Draft.create(null).invalid("bad");
        }
        site.accept(drafts);
        List<Integer> sizes = new ArrayList<>();
        List<Boolean> complete = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        FilingBatch batch = desk.next(document());
        while (batch != null) {
            sizes.add(batch.orders().size());
            complete.add(batch.complete());
            batch.orders().forEach(order -> positions.add(order.position()));
            Ledger.await(ledger.filed(batch));
            batch = desk.next(document());
        }
        assertThat(sizes).containsExactly(1000, 1000, 500, 0);
        assertThat(complete).containsExactly(false, false, false, true);
        assertThat(positions).hasSize(2500).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void a_document_whose_orders_were_filed_before_its_end_still_completes() {
        NewDocument document = site.document(true);
        long id = open(document, Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.confirmed(1L));
        FilingBatch early = desk.next(id);
        assertThat(early.complete()).isFalse();
        Ledger.await(ledger.filed(early));
        assertThat(desk.next(id)).isNull();

        Ledger.await(ledger.read(id));
        assertThat(desk.unfiled()).containsExactly(id);
        FilingBatch last = desk.next(id);
        assertThat(last.orders()).isEmpty();
        assertThat(last.complete()).isTrue();
        Ledger.await(ledger.filed(last));
        assertThat(desk.unfiled()).isEmpty();
        assertThat(desk.next(id)).isNull();
    }

    @Test
    void a_document_that_broke_off_after_its_orders_were_filed_still_completes_after_a_restart() {
        NewDocument document = site.document(true);
        long id = open(document, Draft.create("A"));
        site.settle(site.sendOne(), Verdicts.confirmed(1L));
        Ledger.await(ledger.filed(desk.next(id)));
        Ledger.await(ledger.brokeOff(id, "broke off"));
        assertThat(desk.next(id).complete()).isTrue();
        desk.close();
        crash();
        desk = ledger.filingDesk();
        assertThat(desk.unfiled()).containsExactly(id);
    }

    @Test
    void nothing_is_filed_of_a_document_that_may_still_be_forgotten() {
        NewDocument document = site.document(false);
        long id = open(document, Draft.create("A").invalid("bad"));
        assertThat(desk.next(id)).isNull();
        Ledger.await(ledger.read(id));
        assertThat(desk.next(id).orders()).hasSize(1);
    }

    @Test
    void what_is_handed_over_is_what_the_ledger_would_have_told() {
        site.ended(Draft.create("earlier"), Verdicts.rejected(604));
        site.accept(
                Draft.create("earlier"),
                Draft.create("A"),
                Draft.create("B").invalid("bad"),
                Draft.create("C"),
                Draft.create("D"));
        clock.advance(java.time.Duration.ofSeconds(3));
        List<LeasedOrder> sent = site.sendAll();
        for (int i = 0; i < sent.size(); i++) {
            clock.advance(java.time.Duration.ofMillis(7));
            site.settle(sent.get(i), i == 1 ? Verdicts.inDoubt() : Verdicts.confirmed(10L + i));
        }
        // settled in between, and not handed over
        site.resolve(new Resolution.Confirmed(99));
        List<SettledOrder> handedOver = all();
        List<SettledOrder> told = new ArrayList<>();
        desk.filed(document(), told::add);
        assertThat(handedOver).hasSize(5).isEqualTo(told);
    }

    @Test
    void a_document_of_one_order_that_is_handed_over_whole_is_what_the_ledger_would_have_told() {
        NewDocument document = site.document("a.json", "x", false, false);
        Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, Draft.create("A")), true));
        clock.advance(java.time.Duration.ofSeconds(3));
        site.settle(site.sendOne(), Verdicts.confirmed(7L));
        FilingBatch handedOver = desk.nextOfSingle(List.of(document())).get(0);
        FilingBatch told = desk.nextOfSingle(List.of(document())).get(0);
        assertThat(handedOver).usingRecursiveComparison().isEqualTo(told);
        assertThat(handedOver.complete()).isTrue();
        Ledger.await(ledger.filed(new FilingRound(List.of(handedOver))));
        assertThat(desk.nextOfSingle(List.of(document()))).isEmpty();
    }

    @Test
    void of_some_documents_those_of_one_order_come_together_and_are_filed_by_one_commit_or_not_at_all() {
        site.acceptOne(Draft.create("A").invalid("bad"));
        site.accept(Draft.create("B").invalid("bad"), Draft.create("C").invalid("bad"));
        site.acceptOne(Draft.create("D").invalid("bad"));
        List<FilingBatch> batches = desk.nextOfSingle(desk.unfiled());
        assertThat(batches)
                .flatExtracting(FilingBatch::orders)
                .extracting(SettledOrder::ref)
                .containsExactly("A", "D");
        Ledger.await(ledger.filed(batches.get(0)));
        assertThatThrownBy(() -> Ledger.await(ledger.filed(new FilingRound(List.of(batches.get(1), batches.get(0))))))
                .isInstanceOf(HeldElsewhereException.class);
        assertThat(desk.unfiled()).contains(batches.get(1).document().id());
        Ledger.await(ledger.filed(new FilingRound(List.of(batches.get(1)))));
        assertThat(desk.unfiled()).hasSize(1);
    }

    /** Files all that is settled of the newest document, whatever the batches. */
    private List<SettledOrder> all() {
        List<SettledOrder> orders = new ArrayList<>();
        FilingBatch batch;
        do {
            batch = desk.next(document());
            orders.addAll(batch.orders());
            Ledger.await(ledger.filed(batch));
        } while (batch.more());
        assertThat(desk.next(document())).as("after the last one").isNull();
        return orders;
    }

    @Test
    void a_document_that_is_gone_gives_nothing() {
        assertThat(desk.next(4711)).isNull();
    }

    @Test
    void lengths_are_committed_with_the_batch_and_come_back_with_the_next() {
        site.accept(Draft.create("A"), Draft.create("B"));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.confirmed(1L));
        FilingBatch batch = desk.next(document());
        assertThat(batch.lengths()).isEmpty();
        batch.lengths().put("archive/x.jsonl", 120L);
        Ledger.await(ledger.filed(batch));
        site.settle(sent.get(1), Verdicts.confirmed(2L));
        FilingBatch next = desk.next(document());
        assertThat(next.lengths()).isEqualTo(Map.of("archive/x.jsonl", 120L));
        next.lengths().put("archive/x.jsonl", 240L);
        next.lengths().put("errors/y.jsonl", 10L);
        assertThat(desk.next(document()).lengths()).as("not filed yet").isEqualTo(Map.of("archive/x.jsonl", 120L));
        Ledger.await(ledger.filed(next));
        desk.close();
        crash();
        desk = ledger.filingDesk();
        assertThat(site.rows("select path, length from filed_lines order by path"))
                .containsExactly(List.of("archive/x.jsonl", 240), List.of("errors/y.jsonl", 10));
    }

    @Test
    void a_file_can_be_rebuilt_from_what_is_filed() {
        site.accept(Draft.create("A"), Draft.create("B"), Draft.create("C"));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(2), Verdicts.confirmed(3L));
        site.settle(sent.get(0), Verdicts.confirmed(1L));
        all();
        site.settle(sent.get(1), Verdicts.confirmed(2L));
        List<String> rebuilt = new ArrayList<>();
        desk.filed(document(), order -> rebuilt.add(order.ref()));
        assertThat(rebuilt).containsExactly("C", "A");
    }

    @Test
    void outcomes_of_a_document_come_by_position_in_pages() {
        site.accept(
                Draft.create("A"),
                Draft.create("A"),
                Draft.create("B").invalid("bad"),
                Draft.create("B"),
                Draft.create("C"));
        List<LeasedOrder> sent = site.sendAll();
        site.settle(sent.get(0), Verdicts.confirmed(11L));
        assertThat(desk.outcomes(document(), 0, 10))
                .extracting(OutcomeRow::position, OutcomeRow::state, OutcomeRow::billId, OutcomeRow::superseded)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, State.CONFIRMED, 11L, false),
                        org.assertj.core.groups.Tuple.tuple(2, State.DUPLICATE, null, false),
                        org.assertj.core.groups.Tuple.tuple(3, State.INVALID, null, true));
        assertThat(desk.outcomes(document(), 1, 1))
                .extracting(OutcomeRow::position)
                .containsExactly(2);
        assertThat(desk.outcomes(document(), 3, 10)).isEmpty();
    }

    @Test
    void a_page_of_outcomes_is_read_by_the_orders_own_numbers_and_not_sorted() {
        assertThat(site.rows("explain query plan " + FilingDesk.OUTCOMES))
                .extracting(row -> row.get(3).toString())
                .contains("SEARCH o USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")
                .noneMatch(step -> step.contains("TEMP B-TREE"));
    }

    @Test
    void outcomes_are_those_of_the_document_alone_though_two_were_read_side_by_side() {
        NewDocument one = site.document(false);
        NewDocument two = site.document(false);
        long first = open(one, Draft.create("A").invalid("a"));
        long second = open(two, Draft.create("B").invalid("b"));
        Ledger.await(ledger.accept(
                first, false, LedgerSite.orders(one, 2, Draft.create("C").invalid("c"))));
        Ledger.await(ledger.read(first));
        Ledger.await(ledger.read(second));
        assertThat(desk.outcomes(first, 0, 10)).extracting(OutcomeRow::reason).containsExactly("a", "c");
        assertThat(desk.outcomes(second, 0, 10)).extracting(OutcomeRow::reason).containsExactly("b");
    }

    @Test
    void a_delete_by_reference_shows_the_invoice_that_it_was_about() {
        site.ended(Draft.create("A"), Verdicts.confirmed(7L));
        site.ended(Draft.delete("A"), Verdicts.confirmed(null));
        SettledOrder delete = desk.next(document()).orders().get(0);
        assertThat(delete.billId()).isEqualTo(7);
        assertThat(delete.query()).isEqualTo("bill_id=7");
    }

    @Test
    void a_duplicate_names_the_order_that_it_repeats() {
        String first = site.acceptOne(Draft.create("A"));
        site.acceptOne(Draft.create("A"));
        assertThat(desk.next(document()).orders())
                .extracting(SettledOrder::related)
                .containsExactly(first);
    }

    /** The newest document. */
    private long document() {
        return ((Number) site.one("select max(id) from document")).longValue();
    }

    private long open(NewDocument document, Draft... drafts) {
        return Ledger.await(ledger.accept(document, LedgerSite.orders(document, 1, drafts), false))
                .id();
    }
}
