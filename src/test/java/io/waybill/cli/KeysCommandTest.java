package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.ApiKey;
import io.waybill.ledger.Ledger;
import io.waybill.rest.CallerKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Keys are made, listed and removed by the gateway that runs, or without one. */
class KeysCommandTest extends GatewayCommandsTestBase {
    @TempDir
    Path configured;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                configured.resolve("application.yaml"),
                "waybill.accounts:\n  main.url: 'sandbox:'\n  other.url: 'sandbox:'\n");
    }

    private int keys(String words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return run(("keys " + words).strip() + " --config " + configured);
    }

    @Test
    @DisplayName("By the gateway: a key is shown once, its digest is kept, and it goes when it is removed")
    void online() {
        assertThat(keys("add shop --accounts main,other")).as(err.toString()).isZero();
        String key = out.toString().strip();
        assertThat(key).matches("waybill_[0-9a-f]{64}");
        ApiKey kept = Ledger.await(api.site().ledger().apiKeys().all()).get(0);
        assertThat(kept.accounts()).containsExactly("main", "other");
        assertThat(Arrays.equals(kept.digest(), CallerKey.digest(key))).isTrue();

        assertThat(keys("add shop --accounts main")).isOne();
        assertThat(err.toString()).contains("There is a key of the name shop already");
        assertThat(keys("list")).isZero();
        assertThat(out.toString()).contains("shop", "main, other").doesNotContain(key);
        assertThat(keys("remove shop")).isZero();
        assertThat(keys("remove shop")).isOne();
        assertThat(keys("")).isZero();
        assertThat(out.toString()).contains("Nobody has a key");
    }

    @Test
    @DisplayName("Without a gateway: the same, in a ledger that is made where there is none")
    void offline() throws IOException {
        String elsewhere = folder.resolve("elsewhere").toString();
        assertThat(without(elsewhere, "keys")).isZero();
        assertThat(Path.of(elsewhere)).doesNotExist();
        assertThat(without(elsewhere, "keys add shop --accounts other"))
                .as(err.toString())
                .isZero();
        String key = out.toString().strip();
        assertThat(LoggerFactory.getLogger("org.sqlite").isInfoEnabled())
                .as("whether a line of the log could come before the key")
                .isFalse();
        assertThat(without(elsewhere, "keys list")).isZero();
        assertThat(out.toString()).contains("shop", "other");
        try (Stream<Path> files = Files.walk(Path.of(elsewhere))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(key);
            }
        }
        assertThat(without(elsewhere, "keys remove shop")).isZero();
        assertThat(without(elsewhere, "keys remove shop")).isOne();
    }

    @Test
    @DisplayName("While a gateway starts it is not asked yet, and its ledger is not touched: try again")
    void starting() {
        Path data = folder.resolve("starting");
        try (Ledger starts = Ledger.open(data, Clock.systemUTC(), tries -> 0)) {
            assertThat(without(data.toString(), "keys add shop --accounts main"))
                    .isOne();
            assertThat(Ledger.await(starts.apiKeys().all())).isEmpty();
        }
        assertThat(err.toString())
                .contains("just starting or stopping", "try again")
                .doesNotContain("another Waybill");
    }

    private int without(String data, String words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = List.of((words + " --config " + configured + " --data " + data).split(" "));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    @Test
    @DisplayName("A name or an account that cannot be is refused, and with several accounts they have to be named")
    void mistakes() {
        assertThat(keys("add shop")).isEqualTo(2);
        assertThat(err.toString()).contains("main, other");
        assertThat(keys("add shop --accounts mian")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean main?");
        assertThat(keys("add -x- --accounts main")).isEqualTo(2);
        assertThat(keys("add a/b --accounts main")).isEqualTo(2);
        assertThat(Ledger.await(api.site().ledger().apiKeys().all())).isEmpty();
    }

    @Test
    @DisplayName("The key stands alone on standard output")
    void alone() {
        StringWriter said = err;
        assertThat(keys("add shop --accounts main")).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(said.toString()).contains("shown this one time");
    }
}
