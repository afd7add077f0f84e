package io.waybill.doubt;

import static io.waybill.doubt.Sample.ENDED;
import static io.waybill.doubt.Sample.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void doubts_of_one_day_share_one_list() {
        Plan plan = plan(at("a@x.de", null, 0), at("b@x.de", null, 0), at("c@x.de", null, 1));

        assertThat(plan.byDays()).isTrue();
        assertThat(plan.pages()).containsExactlyElementsOf(plan.pagesOf(at("b@x.de", null, 0)));
        assertThat(plan.pages()).hasSize(1);
    }

    @Test
    void a_doubt_whose_days_take_as_many_lists_as_its_customer_takes_calls_is_asked_by_customer() {
        Instant longAgo = SENT.minus(Duration.ofDays(700));

        assertThat(plan(at("a@x.de", longAgo, 0)).byDays()).isFalse();
        assertThat(plan(at("a@x.de", null, 0)).byDays()).isTrue();
        assertThat(plan(at("a@x.de", longAgo, 0), at("b@x.de", longAgo, 0)).byDays())
                .isTrue();
    }

    @Test
    void many_doubts_of_one_customer_over_many_days_are_asked_by_customer() {
        Plan plan = plan(at("a@x.de", null, 0), at("a@x.de", null, 20), at("A@X.de", null, 40));

        assertThat(plan.byDays()).isFalse();
        assertThat(plan.pages()).hasSize(3);
    }

    @Test
    void each_doubt_has_the_lists_of_its_own_days() {
        Doubt early = at("a@x.de", null, 0);
        Doubt late = at("b@x.de", null, 20);
        Plan plan = plan(early, late);

        assertThat(plan.pagesOf(early)).containsExactly(plan.pages().get(0));
        assertThat(plan.pagesOf(late)).containsExactly(plan.pages().get(1));
    }

    @Test
    void limits_without_sense_are_refused() {
        assertThatThrownBy(() -> new Limits(50, 31, 20, 3)).hasMessageContaining("days");
        assertThatThrownBy(() -> new Limits(0, 7, 20, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DoubtTimes.STANDARD.withSettling(Duration.ofHours(7)))
                .hasMessageContaining("settling");
        assertThatThrownBy(() -> DoubtTimes.STANDARD.withSettling(Duration.ofMinutes(61)))
                .hasMessageContaining("time-out");
        assertThatThrownBy(() -> DoubtTimes.STANDARD.withSettling(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Plan plan(Doubt... doubts) {
        return Plan.of(List.of(doubts), Limits.STANDARD);
    }

    private static Doubt at(String email, Instant created, int daysLater) {
        Duration later = Duration.ofDays(daysLater);
        return new Doubt(
                Sample.MARKER,
                Sample.ACCOUNT,
                email,
                Place.TAG,
                "",
                created,
                SENT.plus(later),
                ENDED.plus(later),
                false,
                null);
    }
}
