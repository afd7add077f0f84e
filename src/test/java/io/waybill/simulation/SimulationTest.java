package io.waybill.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Thousands of made-up worlds, each from a seed of its own: whatever befalls it, every order ends once, is at the far
 * end as often as it should be, and in its turn.
 *
 * <p>The suite runs the same worlds each time, so that a failure comes of a change and not of chance;
 * {@code -Dwaybill.simulation.first=} begins with others, {@code -Dwaybill.simulation.schedules=} runs as many as one
 * likes. A failure names its seed, and {@code -Dwaybill.simulation.seed=} runs that world again.
 */
class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("waybill.simulation.schedules", 1000);
    private static final Long SEED = Long.getLong("waybill.simulation.seed");

    private static final Logger LOGS = (Logger) LoggerFactory.getLogger("io.waybill");
    private static final Level LEVEL = LOGS.getLevel();

    /** What a gateway says of each trouble, some thousand times over. */
    @BeforeAll
    static void hush() {
        LOGS.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOGS.setLevel(LEVEL);
    }

    @Test
    void every_order_ends_once_and_is_at_the_far_end_as_often_as_it_should_be() {
        long first = SEED != null ? SEED : Long.getLong("waybill.simulation.first", 1);
        int schedules = SEED != null ? 1 : SCHEDULES;
        for (int i = 0; i < schedules; i++) {
            Schedule.Result result = Schedule.run(first + i);
            if (!result.faults().isEmpty()) {
                fail(String.join("\n", result.story()) + "\n\nSeed " + result.seed() + " ("
                        + (i + 1) + " of " + schedules + "; run it again by -Dwaybill.simulation.seed="
                        + result.seed() + "):\n- " + String.join("\n- ", result.faults()));
            }
        }
    }

    @Test
    void a_seed_is_a_world() {
        assertThat(Schedule.run(4711).story()).isEqualTo(Schedule.run(4711).story());
    }
}
