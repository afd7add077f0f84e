package io.waybill.ledger;

import static io.waybill.ledger.State.ACCEPTED;
import static io.waybill.ledger.State.CONFIRMED;
import static io.waybill.ledger.State.CONFLICT;
import static io.waybill.ledger.State.DISCARDED;
import static io.waybill.ledger.State.DUPLICATE;
import static io.waybill.ledger.State.INVALID;
import static io.waybill.ledger.State.IN_DOUBT;
import static io.waybill.ledger.State.REJECTED;
import static io.waybill.ledger.State.SENDING;
import static io.waybill.ledger.State.UNDELIVERED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTest {
    private static final Map<State, Set<State>> MOVES = Map.ofEntries(
            Map.entry(ACCEPTED, Set.of(SENDING, INVALID, UNDELIVERED, DISCARDED)),
            Map.entry(SENDING, Set.of(CONFIRMED, REJECTED, ACCEPTED, IN_DOUBT, UNDELIVERED)),
            Map.entry(IN_DOUBT, Set.of(CONFIRMED, ACCEPTED, REJECTED)),
            Map.entry(CONFIRMED, Set.of()),
            Map.entry(REJECTED, Set.of(ACCEPTED, DISCARDED, CONFIRMED)),
            Map.entry(UNDELIVERED, Set.of(ACCEPTED, DISCARDED, CONFIRMED)),
            Map.entry(INVALID, Set.of(DISCARDED)),
            Map.entry(DUPLICATE, Set.of()),
            Map.entry(CONFLICT, Set.of()),
            Map.entry(DISCARDED, Set.of()));

    @ParameterizedTest
    @EnumSource
    void the_moves_are_these_and_no_others(State state) {
        assertThat(state.moves()).isEqualTo(MOVES.get(state));
    }

    @Test
    void the_numbers_in_the_ledger_never_change() {
        Map<State, Integer> numbers = Map.ofEntries(
                Map.entry(ACCEPTED, 0),
                Map.entry(SENDING, 2),
                Map.entry(IN_DOUBT, 3),
                Map.entry(CONFIRMED, 4),
                Map.entry(REJECTED, 5),
                Map.entry(UNDELIVERED, 6),
                Map.entry(INVALID, 7),
                Map.entry(DUPLICATE, 8),
                Map.entry(CONFLICT, 9),
                Map.entry(DISCARDED, 10));
        assertThat(numbers).hasSameSizeAs(State.values());
        numbers.forEach(
                (state, number) -> assertThat(state.code()).as(state.label()).isEqualTo(number));
        for (State state : State.values()) {
            assertThat(State.of(state.code())).isEqualTo(state);
        }
    }

    @Test
    void what_is_in_doubt_is_neither_sent_nor_discarded_before_it_is_resolved() {
        assertThat(IN_DOUBT.moves()).doesNotContain(SENDING, DISCARDED);
    }

    @Test
    void an_order_in_doubt_or_on_its_way_keeps_its_identity() {
        for (State state : Set.of(ACCEPTED, SENDING, IN_DOUBT, CONFIRMED, DUPLICATE, CONFLICT)) {
            assertThat(state.freesIdentity()).as(state.label()).isFalse();
        }
        for (State state : Set.of(INVALID, REJECTED, UNDELIVERED, DISCARDED)) {
            assertThat(state.freesIdentity()).as(state.label()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_end_but_success_belongs_in_the_error_channel(State state) {
        boolean onItsWay = Set.of(ACCEPTED, SENDING).contains(state);
        assertThat(state.settled()).isEqualTo(!onItsWay);
        assertThat(state.failed()).isEqualTo(!onItsWay && state != CONFIRMED);
        assertThat(state.label()).isEqualTo(state.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void what_can_be_corrected_and_dropped_again_is_what_a_later_order_may_replace() {
        for (State state : State.values()) {
            if (state.correctable()) {
                assertThat(state.freesIdentity() || state == CONFLICT)
                        .as(state.label())
                        .isTrue();
            }
        }
        assertThat(IN_DOUBT.correctable()).isFalse();
        assertThat(DUPLICATE.correctable()).isFalse();
    }
}
