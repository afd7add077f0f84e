package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.State;
import io.waybill.sandbox.Sandbox;
import io.waybill.sandbox.SandboxFault;
import io.waybill.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Primary;

/** A whole gateway whose clock jumps while it works; the far end's is right. */
class ClockJumpTest {
    private static final int ORDERS = 160;

    @TempDir
    Path folder;

    @Test
    void each_order_is_there_once_however_often_the_clock_is_set() throws IOException {
        List<SandboxFault> faults = Stream.of("latency=5-30ms", "cut-after,rate=0.2", "cut-before,rate=0.1")
                .map(fault -> fault + ",operation=CreateOrder")
                .map(SandboxFault::parse)
                .toList();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withFaults(faults));
                ConfigurableApplicationContext gateway = start(sandbox.url())) {
            drop();
            JumpingClock clock = gateway.getBean(JumpingClock.class);
            for (int days : new int[] {3, -6, 10, -10}) {
                long before = sandbox.counts().created();
                patiently().until(() -> sandbox.counts().created() >= Math.min(before + 30, ORDERS - 40));
                clock.jump(Duration.ofDays(days));
            }
            Ledger ledger = gateway.getBean(Ledger.class);
            patiently()
                    .untilAsserted(() ->
                            assertThat(Ledger.await(ledger.counts())).containsEntry(State.CONFIRMED, (long) ORDERS));
            assertThat(sandbox.orders().stream().map(order -> order.email()).distinct())
                    .hasSize(ORDERS);
            assertThat(sandbox.counts().created()).isEqualTo(ORDERS);
        }
    }

    private static ConditionFactory patiently() {
        return await().atMost(120, TimeUnit.SECONDS);
    }

    private ConfigurableApplicationContext start(String far) {
        String[] arguments = SettingsReader.arguments(
                null,
                Map.of(
                        "waybill.data", folder.resolve("data").toString(),
                        "waybill.routes", "routes",
                        "waybill.folder.ready", "rename",
                        "waybill.accounts.main.url", far,
                        "waybill.accounts.main.login", "demo",
                        "waybill.accounts.main.key", "demo-key",
                        "waybill.accounts.main.settling-time", "500ms"));
        return new SpringApplicationBuilder(GatewayConfiguration.class, JumpingClock.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run(arguments);
    }

    private void drop() throws IOException {
        String orders = IntStream.range(0, ORDERS)
                .mapToObj(i -> "{\"ref\":\"j-" + i + "\",\"bill_email\":\"j-" + i
                        + "@example.com\",\"goods\":[{\"good_name\":\"course\"}]}\n")
                .collect(Collectors.joining());
        Path draft = Files.writeString(folder.resolve("draft"), orders);
        Files.move(
                draft,
                Files.createDirectories(folder.resolve("data/inbox")).resolve("jumps.jsonl"),
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** The system's clock, set wrong. */
    @Primary
    static final class JumpingClock extends Clock {
        private volatile Duration wrongBy = Duration.ZERO;

        void jump(Duration by) {
            wrongBy = wrongBy.plus(by);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(wrongBy);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
