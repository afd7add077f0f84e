package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    @Test
    void strikes_about_as_often_as_its_rate_says_and_alike_for_one_seed() {
        List<String> first = names(7);

        assertThat(first).isEqualTo(names(7)).isNotEqualTo(names(8));
        assertThat(first.stream().filter("cut-after"::equals).count()).isBetween(200L, 400L);
    }

    @Test
    void strikes_its_operation_only_and_no_oftener_than_its_count() {
        FaultPlan plan = new FaultPlan(1);
        plan.add(List.of(SandboxFault.parse("html,operation=CreateOrder,count=2")));

        assertThat(plan.meet("DeleteOrder").names()).isEmpty();
        assertThat(IntStream.range(0, 4)
                        .mapToObj(i -> plan.meet("CreateOrder").names())
                        .toList())
                .containsExactly("html", "html", "", "");
    }

    @Test
    void joins_one_latency_and_one_other() {
        FaultPlan plan = new FaultPlan(1);
        plan.add(List.of(
                SandboxFault.parse("cut-after"),
                SandboxFault.parse("html"),
                SandboxFault.latency(Duration.ofMillis(5))));

        FaultPlan.Met met = plan.meet("CreateOrder");

        assertThat(met.names()).isEqualTo("latency+cut-after");
        assertThat(plan.pauseMillis(met.latency())).isEqualTo(5);
        plan.clear();
        assertThat(plan.meet("CreateOrder").names()).isEmpty();
    }

    private static List<String> names(long seed) {
        FaultPlan plan = new FaultPlan(seed);
        plan.add(List.of(SandboxFault.of(FaultKind.CUT_AFTER).withRate(0.3)));
        return IntStream.range(0, 1000).mapToObj(i -> plan.meet("X").names()).toList();
    }
}
