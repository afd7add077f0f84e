package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares with PHP itself, where it is installed. */
class PhpComparisonTest {
    private static final int ORDERS = 10_000;
    private static final String LOGIN = "user::é";
    private static final String KEY = "k&y=📦";

    private static final String SCRIPT = """
            while (($line = fgets(STDIN)) !== false) {
                $parameters = json_decode($line, true);
                if (!is_array($parameters)) {
                    fwrite(STDERR, json_last_error_msg() . ': ' . $line);
                    exit(1);
                }
                $query = http_build_query($parameters, '', '&');
                echo $query, ' ', md5($query . '::' . $argv[1] . '::' . $argv[2]), "\\n";
            }
            """;

    @Test
    void ten_thousand_random_orders_are_encoded_and_signed_as_php_does(@TempDir Path folder) throws Exception {
        assumeTrue(phpAnswers(), "skipped: there is no php on the PATH to compare with");
        long seed = System.nanoTime();
        RandomOrders random = new RandomOrders(new Random(seed));
        List<String> orders = Stream.generate(random::order).limit(ORDERS).toList();

        List<String> theirs = php(orders, folder);

        assertThat(theirs).hasSize(ORDERS);
        for (int i = 0; i < ORDERS; i++) {
            String query = PhpForm.encode(Flat.pairs(orders.get(i)));
            assertThat(query + " " + Signature.of(query, LOGIN, KEY))
                    .as("order %d of seed %d: %s", i, seed, orders.get(i))
                    .isEqualTo(theirs.get(i));
        }
    }

    private static List<String> php(List<String> orders, Path folder) throws IOException, InterruptedException {
        Path input = Files.write(folder.resolve("orders.jsonl"), orders);
        Path output = folder.resolve("signed.txt");
        Path errors = folder.resolve("errors.txt");
        Process php = new ProcessBuilder(
                        "php", "-n", "-d", "precision=14", "-d", "serialize_precision=-1", "-r", SCRIPT, LOGIN, KEY)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(php.waitFor(60, TimeUnit.SECONDS)).as("php ends in time").isTrue();
            assertThat(php.exitValue()).as(Files.readString(errors)).isZero();
        } finally {
            php.destroyForcibly();
        }
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    private static boolean phpAnswers() throws InterruptedException {
        try {
            Process php =
                    new ProcessBuilder("php", "-n", "-r", "exit(function_exists('json_decode') ? 0 : 1);").start();
            return php.waitFor(20, TimeUnit.SECONDS) && php.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
