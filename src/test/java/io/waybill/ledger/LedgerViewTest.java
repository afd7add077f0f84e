package io.waybill.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.ledger.OrderStory.WaitsFor;
import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators are told, on a real ledger that is written meanwhile. */
class LedgerViewTest extends LedgerTestBase {
    private static final AccountKey SECOND = new AccountKey("second", true);

    private LedgerView view;

    @BeforeEach
    void look() {
        view = ledger.view();
    }

    @AfterEach
    void lookAway() {
        view.close();
    }

    // ---- overview

    @Test
    void an_empty_ledger_has_nothing_to_do() {
        assertThat(overview()).isEqualTo(new Overview(List.of(), 0, 0, 0, 0, 0, List.of(), List.of(), 0));
    }

    @Test
    void what_waits_is_counted_by_account_and_by_why() {
        site.accept(Draft.create("a"), Draft.create("b"), Draft.create("c"), Draft.delete("a"), Draft.delete("nobody"));
        site.accept(Draft.create("x").on(SECOND));
        site.settle(site.lease(1).get(0), Verdicts.unsent());

        Overview overview = overview();
        AccountOverview main = overview.accounts().get(0);
        assertThat(main.account()).isEqualTo(Draft.MAIN);
        assertThat(main.due()).isEqualTo(2);
        assertThat(main.later()).isEqualTo(1);
        assertThat(main.waiting()).isEqualTo(2);
        assertThat(main.targetless()).isEqualTo(1);
        assertThat(overview.accounts().get(1).due()).isEqualTo(1);
        assertThat(overview.open()).isEqualTo(6);
        assertThat(overview.underWay()).isZero();
        assertThat(overview.highest()).isEqualTo(6);
    }

    @Test
    void orders_under_way_are_what_is_open_and_does_not_wait() {
        site.accept(Draft.create("a"), Draft.create("b"), Draft.create("c"));
        site.lease(1);
        site.lease(1);

        assertThat(overview().underWay()).isEqualTo(2);
        assertThat(main().due()).isEqualTo(1);
    }

    @Test
    void the_oldest_order_that_waits_is_told_by_when_it_was_accepted() {
        Instant first = clock.instant();
        site.accept(Draft.create("a"));
        clock.advance(Duration.ofMinutes(5));
        site.accept(Draft.create("b"));
        assertThat(main().oldest()).isEqualTo(first);

        site.settle(site.lease(1).get(0), Verdicts.confirmed(1L));
        assertThat(main().oldest()).isEqualTo(first.plus(Duration.ofMinutes(5)));
    }

    @Test
    void orders_of_a_document_that_is_being_read_are_held_or_staged() {
        NewDocument early = site.document(true);
        Ledger.await(ledger.accept(
                early,
                LedgerSite.orders(early, 1, Draft.create("a"), Draft.create("b").held()),
                false));
        NewDocument late = site.document(false);
        Ledger.await(ledger.accept(late, LedgerSite.orders(late, 1, Draft.create("c"), Draft.create("d")), false));

        Overview overview = overview();
        assertThat(main().due()).isEqualTo(1);
        assertThat(main().held()).isEqualTo(1);
        assertThat(overview.staged()).isEqualTo(2);
        assertThat(overview.open()).isEqualTo(4);
        assertThat(overview.underWay()).isZero();
        assertThat(main().oldest()).isEqualTo(clock.instant());
    }

    @Test
    void a_failure_whose_place_another_order_took_is_counted_nowhere() {
        site.accept(Draft.create("a"), Draft.create("b"), Draft.create("c"));
        site.settle(site.lease(1).get(0), Verdicts.rejected(604));
        site.settle(site.lease(1).get(0), Verdicts.rejected(604));
        assertThat(overview().documents().get(0).failed()).isEqualTo(2);

        site.accept(Draft.create("a").with("bill_email", "corrected@example.com"));
        assertThat(main().failed()).isEqualTo(Map.of(State.REJECTED, 1L));
        assertThat(overview().documents().get(0).failed()).isEqualTo(1);
    }

    @Test
    void failures_and_doubts_are_counted_by_account_and_state_and_success_is_not() {
        site.ended(Draft.create("a"), Verdicts.confirmed(1L));
        site.ended(Draft.create("b"), Verdicts.rejected(604));
        site.ended(Draft.create("c"), Verdicts.rejected(604));
        site.ended(Draft.create("d"), Verdicts.inDoubt());
        site.accept(Draft.create("a"));

        assertThat(main().failed()).isEqualTo(Map.of(State.REJECTED, 2L, State.DUPLICATE, 1L));
        assertThat(main().asking()).isEqualTo(1);
        assertThat(main().nextQuestion()).isEqualTo(clock.instant());
        assertThat(view.overview(clock.instant(), 0).underWay()).isZero();

        site.resolve(new Resolution.Unclear("many look like it", "look", "[]"));

        assertThat(main().failed()).isEqualTo(Map.of(State.REJECTED, 2L, State.IN_DOUBT, 1L, State.DUPLICATE, 1L));
        assertThat(main().asking()).isZero();
        assertThat(main().nextQuestion()).isNull();
        assertThat(overview().open()).isZero();
    }

    @Test
    void a_suspension_is_told_with_its_reason_until_it_is_over() {
        site.ended(Draft.create("a"), Verdicts.suspended(Suspension.CODE_LIMIT));
        Instant end = clock.instant().plus(Duration.ofHours(24));

        assertThat(main().suspension()).isEqualTo(new Suspension(end, 8, "code 8: see the key"));
        clock.advance(Duration.ofHours(24));
        assertThat(main().suspension()).isNull();
    }

    @Test
    void documents_with_something_left_to_do_are_named_the_oldest_first() {
        site.accept(Draft.create("a"), Draft.create("b").invalid("bad"), Draft.create("c"));
        site.settle(site.lease(1).get(0), Verdicts.confirmed(1L));
        site.accept(Draft.create("d").invalid("bad"));
        site.accept(Draft.create("e"));

        Overview overview = overview();
        assertThat(overview.unfinished()).isEqualTo(2);
        assertThat(overview.unfiled()).isEqualTo(2);
        assertThat(overview.documents())
                .extracting(
                        OpenDocument::name,
                        OpenDocument::read,
                        OpenDocument::open,
                        OpenDocument::failed,
                        OpenDocument::unfiled)
                .containsExactly(
                        tuple("doc1.jsonl", 3, 1, 1, 2),
                        tuple("doc2.jsonl", 1, 0, 1, 1),
                        tuple("doc3.jsonl", 1, 1, 0, 0));
        assertThat(view.overview(clock.instant(), 2).documents()).hasSize(2);
    }

    // ---- lists

    @Test
    void each_state_lists_its_orders_the_newest_first() {
        String confirmed = site.ended(Draft.create("a"), Verdicts.confirmed(1L));
        String rejected = site.ended(Draft.create("b"), Verdicts.rejected(604));
        String doubt = site.ended(Draft.create("c"), Verdicts.inDoubt());
        String sending = site.acceptOne(Draft.create("d"));
        site.sendAll();
        List<String> accepted = site.accept(Draft.create("e"), Draft.delete("e"), Draft.create("f"));

        assertThat(ids(State.CONFIRMED)).containsExactly(confirmed);
        assertThat(ids(State.REJECTED)).containsExactly(rejected);
        assertThat(ids(State.IN_DOUBT)).containsExactly(doubt);
        assertThat(ids(State.SENDING)).containsExactly(sending);
        assertThat(ids(State.ACCEPTED)).containsExactly(accepted.get(2), accepted.get(1), accepted.get(0));
        assertThat(ids((State) null)).hasSize(7).startsWith(accepted.get(2)).endsWith(confirmed);
    }

    @Test
    void a_row_says_what_the_order_is_and_how_it_ended() {
        String id = site.ended(Draft.create("a"), Verdicts.rejected(604));
        OrderRow row = view.orders(OrderFilter.ALL, null, 10).orders().get(0);
        assertThat(row)
                .isEqualTo(new OrderRow(
                        1,
                        id,
                        "a",
                        Draft.MAIN,
                        Operation.CREATE_ORDER,
                        State.REJECTED,
                        null,
                        1,
                        clock.instant(),
                        clock.instant(),
                        "doc1.jsonl",
                        1,
                        604,
                        site.reason(id),
                        null));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void pages_follow_one_another_without_gap_or_repetition(OrderFilter filter, int orders) {
        Draft[] waiting = IntStream.range(0, 25)
                .mapToObj(i -> i % 2 == 0
                        ? Draft.create("w" + i)
                        : Draft.create("w" + i).on(SECOND))
                .toArray(Draft[]::new);
        Draft[] invalid = IntStream.range(0, 25)
                .mapToObj(i -> (i % 2 == 0
                                ? Draft.create("i" + i)
                                : Draft.create("i" + i).on(SECOND))
                        .invalid("bad"))
                .toArray(Draft[]::new);
        site.accept(waiting);
        site.accept(invalid);
        site.accept(Draft.create("w0"), Draft.delete("w0"), Draft.delete("w0"));

        List<Long> numbers = new ArrayList<>();
        Long before = null;
        do {
            OrderPage page = view.orders(filter, before, 4);
            page.orders().forEach(row -> numbers.add(row.id()));
            before = page.next();
        } while (before != null);
        assertThat(numbers).hasSize(orders).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of(OrderFilter.ALL, 53),
                Arguments.of(OrderFilter.of(State.INVALID, null, null), 25),
                Arguments.of(OrderFilter.of(State.INVALID, "second", null), 12),
                Arguments.of(OrderFilter.of(State.ACCEPTED, null, null), 27),
                Arguments.of(OrderFilter.of(State.ACCEPTED, "main", null), 15),
                Arguments.of(OrderFilter.of(null, "second", null), 24),
                Arguments.of(OrderFilter.of(null, "nobody", null), 0),
                Arguments.of(OrderFilter.of(null, null, "w0"), 4),
                Arguments.of(OrderFilter.of(State.DUPLICATE, null, "w0"), 1));
    }

    // ---- stories

    @Test
    void a_story_tells_the_order_its_document_and_what_happened_to_it() {
        String id = site.acceptOne(Draft.create("a").with("bill_email", "anna@example.com"));
        site.settle(site.sendOne(), Verdicts.unsent());
        clock.advance(Duration.ofSeconds(1));
        site.settle(site.sendOne(), Verdicts.inDoubt());

        OrderStory story = view.story(id);
        assertThat(story.order().reference()).isEqualTo(id);
        assertThat(story.order().query()).isEqualTo("bill_email=anna@example.com");
        assertThat(story.order().attempts()).isEqualTo(2);
        assertThat(story.order().state()).isEqualTo(State.IN_DOUBT);
        assertThat(story.document().name()).isEqualTo("doc1.jsonl");
        assertThat(story.documentState()).isEqualTo(DocumentState.READ);
        assertThat(story.filed()).isFalse();
        assertThat(story.order().settledAt()).isNull();
        assertThat(story.nextQuestionAt()).isEqualTo(clock.instant());
        assertThat(story.history()).extracting(HistoryEvent::event).containsExactly("tried in vain", "in doubt");
        assertThat(story.history()).extracting(HistoryEvent::attempt).containsExactly(1, 2);
    }

    @Test
    void a_story_says_what_an_order_waits_for() {
        String create = site.acceptOne(Draft.create("a"));
        String delete = site.acceptOne(Draft.delete("a"));
        String targetless = site.acceptOne(Draft.delete("nobody"));
        NewDocument reading = site.document(false);
        List<NewOrder> staged = LedgerSite.orders(reading, 1, Draft.create("s"));
        Ledger.await(ledger.accept(reading, staged, false));

        assertThat(view.story(create).waitsFor()).isEqualTo(WaitsFor.NOTHING);
        assertThat(view.story(create).deletedBy()).isEqualTo(delete);
        assertThat(view.story(delete).waitsFor()).isEqualTo(WaitsFor.PREDECESSOR);
        assertThat(view.story(delete).predecessor()).isEqualTo(create);
        assertThat(view.story(targetless).waitsFor()).isEqualTo(WaitsFor.TARGET);
        assertThat(view.story(staged.get(0).reference()).waitsFor()).isEqualTo(WaitsFor.DOCUMENT);

        site.settle(site.sendOne(), Verdicts.unsent());
        assertThat(view.story(create).nextAttemptAt()).isEqualTo(clock.instant().plusMillis(LedgerSite.DELAY_MILLIS));
    }

    @Test
    void a_corrected_order_and_the_one_whose_place_it_took_name_each_other() {
        String first = site.ended(Draft.create("a"), Verdicts.rejected(604));
        String second = site.acceptOne(Draft.create("a").with("bill_email", "right@example.com"));

        assertThat(view.story(first).supersededBy()).isEqualTo(second);
        assertThat(view.story(first).supersedes()).isNull();
        assertThat(view.story(second).supersedes()).isEqualTo(first);
        assertThat(view.story(second).supersededBy()).isNull();
    }

    @Test
    void nobody_has_an_id_that_is_not_in_the_ledger() {
        site.acceptOne(Draft.create("a"));
        assertThat(view.story("AAAAAAAAAAAAAAAA")).isNull();
        assertThat(view.story("")).isNull();
    }

    // ---- what it costs

    @ParameterizedTest
    @MethodSource("questions")
    void every_question_is_answered_from_an_index(String sql) {
        List<String> plan = site.rows("explain query plan " + sql).stream()
                .map(row -> row.get(3).toString())
                .toList();
        assertThat(plan)
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step)
                        .doesNotMatch("SCAN (?!w$)\\w+")
                        .doesNotContain("AUTOMATIC")
                        .doesNotContain("SCAN order_content"));
    }

    static Stream<String> questions() {
        return Stream.of(
                OverviewReader.FAILED,
                OverviewReader.DUE,
                OverviewReader.WAITING,
                OverviewReader.STAGED,
                OverviewReader.UNFINISHED,
                OverviewReader.UNFILED,
                OverviewReader.OLDEST,
                OverviewReader.REPLIES,
                OverviewReader.FAILING_REPLIES,
                OverviewReader.HIGHEST,
                OverviewReader.ACCEPTED_AT,
                OrderListing.BY_REF,
                OrderListing.FAILED,
                OrderListing.DUE,
                OrderListing.WAITING,
                OrderListing.BY_NUMBER,
                OrderListing.ROW,
                StoryReader.BY_REFERENCE,
                StoryReader.LINKS,
                StoryReader.SUPERSEDED_BY,
                StoryReader.REFERENCE,
                StoryReader.HISTORY,
                StoryReader.ORDER,
                StoryReader.DOCUMENT);
    }

    @Test
    void a_question_that_is_being_asked_does_not_keep_the_writer_waiting() throws SQLException {
        site.accept(Draft.create("a"));
        try (ViewConnection other = site.view()) {
            other.read(() -> {
                long before = other.number(OverviewReader.HIGHEST);
                site.accept(Draft.create("b"));
                assertThat(other.number(OverviewReader.HIGHEST)).isEqualTo(before);
                return null;
            });
            assertThat(overview().highest()).isEqualTo(2);
        }
    }

    private Overview overview() {
        return view.overview(clock.instant(), 10);
    }

    private AccountOverview main() {
        return overview().accounts().stream()
                .filter(account -> account.account().equals(Draft.MAIN))
                .findFirst()
                .orElseThrow();
    }

    private List<String> ids(State state) {
        return view.orders(OrderFilter.of(state, null, null), null, 100).orders().stream()
                .map(OrderRow::reference)
                .toList();
    }
}
