package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SignCommandTest {
    private static final String SIGNED_1111 =
            "{\"query\":\"bill_id=1111\",\"hash\":\"5e7e5e7b744da4743cbc1d75793fea74\"}\n";
    private static final String SIGNED_NOTHING = "{\"query\":\"\",\"hash\":\"c50d38fb335714a35cd75119991eab31\"}\n";

    @TempDir
    private Path folder;

    private Path key;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeKey() throws IOException {
        key = Files.writeString(folder.resolve("key"), "not-a-real-key\n");
    }

    @Test
    void signs_the_object_on_standard_input() {
        assertThat(sign("{\n  \"bill_id\": 1111\n}\n")).isZero();

        assertThat(out).hasToString(SIGNED_1111);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void signs_the_object_in_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("order.json"), "{\"bill_id\":1111}");

        assertThat(sign("", file.toString())).isZero();
        assertThat(out).hasToString(SIGNED_1111);
    }

    @Test
    void signs_one_object_a_line_with_or_without_a_final_line_break_past_blank_lines_and_a_byte_order_mark() {
        assertThat(sign("\uFEFF{\"bill_id\":1111}\r\n\n  \n{}\n{\"bill_id\":1111}", "--lines"))
                .isZero();

        assertThat(out).hasToString(SIGNED_1111 + SIGNED_NOTHING + SIGNED_1111);
    }

    @Test
    void signs_the_vectors_of_php() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/vectors/signing.json")) {
            for (JsonNode vector : new ObjectMapper().readTree(in).get("requests")) {
                out.reset();
                Files.writeString(key, vector.get("key").textValue());

                byte[] parameters = vector.get("params_json").textValue().getBytes(StandardCharsets.UTF_8);

                String login = vector.get("user").textValue();
                assertThat(execute(
                                new ByteArrayInputStream(parameters),
                                out,
                                "--login",
                                login,
                                "--key-file",
                                key.toString()))
                        .isZero();
                JsonNode signed = new ObjectMapper().readTree(out.toByteArray());
                assertThat(signed.get("query")).isEqualTo(vector.get("query"));
                assertThat(signed.get("hash")).isEqualTo(vector.get("hash"));
            }
        }
    }

    @Test
    void lines_longer_than_any_buffer_are_signed_in_order() {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            input.append("{\"n\":")
                    .append(i)
                    .append(",\"t\":\"")
                    .append("я".repeat(i * 37 % 2000 * 5))
                    .append("\"}\n");
        }

        assertThat(sign(input.toString(), "--lines")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(200);
        int[] line = {0};
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .allSatisfy(signed -> assertThat(signed).startsWith("{\"query\":\"n=" + line[0]++ + "&t="));
    }

    @Test
    void stops_at_the_first_bad_line_and_names_it() {
        assertThat(sign("{\"bill_id\":1111}\n\n{\"bill_id\":}\n{\"bill_id\":1111}\n", "--lines"))
                .isEqualTo(2);

        assertThat(out).hasToString(SIGNED_1111);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("waybill sign: line 3: expected one JSON object")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|found nothing",
                "[]|found an array",
                "\"x\"|found a text",
                "1.5|found a number",
                "null|found null",
                "{\"a\":1|found broken JSON",
                "{\"a\":1,}|found broken JSON",
                "{\"a\":1} {}|found more behind it",
                "{\"a\":1} x|found broken JSON",
                "{\"a\":[1e9999]}|the field \"a[0]\" is a number of more than 1000 digits",
            })
    void what_is_no_object_is_told_in_one_sentence(String input, String found) {
        assertThat(sign("\n" + input)).isEqualTo(2);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(found)
                .hasLineCount(1)
                .doesNotContain("REDACTED", "Source");
    }

    @Test
    void a_fault_in_the_middle_of_one_object_is_told_with_its_line() {
        assertThat(sign("{\n\"a\":1,\n\"b\":oops\n}")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 3:");
    }

    @Test
    void input_that_is_not_utf8_is_refused() {
        byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(execute(
                        new ByteArrayInputStream(latin1),
                        out,
                        "--login",
                        "demo",
                        "--key-file",
                        key.toString(),
                        "--lines"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("line 1:", "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-real-key", "not-a-real-key\n", "not-a-real-key\r\n"})
    void one_line_break_at_the_end_of_the_key_file_does_not_count(String content) throws IOException {
        Files.writeString(key, content);

        assertThat(sign("{}")).isZero();
        assertThat(out).hasToString(SIGNED_NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not-a-real-key\n\n",
                " not-a-real-key",
                "not-a-real-key ",
                "\nnot-a-real-key",
                "not-a-real-key\r"
            })
    void everything_else_in_the_key_file_does(String content) throws IOException {
        Files.writeString(key, content);

        assertThat(sign("{}")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"query\":\"\",\"hash\":\"")
                .isNotEqualTo(SIGNED_NOTHING);
    }

    @Test
    void a_key_file_without_a_key_is_told_by_its_path() throws IOException {
        Files.writeString(key, "\n");
        assertThat(sign("{}")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(key.toString(), "is empty")
                .hasLineCount(1);

        err.reset();
        Files.write(key, new byte[] {(byte) 0xFF});
        assertThat(sign("{}")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(key.toString(), "not UTF-8")
                .hasLineCount(1);

        err.reset();
        Files.delete(key);
        assertThat(sign("{}")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(key.toString(), "no such file")
                .hasLineCount(1);
    }

    @Test
    void a_file_that_cannot_be_read_is_told_by_its_path() {
        assertThat(sign("", folder.resolve("absent.json").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("absent.json", "no such file")
                .hasLineCount(1);

        err.reset();
        assertThat(sign("", folder.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("cannot be read")
                .hasLineCount(1);
    }

    @Test
    void answers_each_line_before_it_waits_for_the_next() throws Exception {
        Pipe questions = Pipe.open();
        Pipe answers = Pipe.open();
        CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> execute(
                Channels.newInputStream(questions.source()),
                Channels.newOutputStream(answers.sink()),
                "--login",
                "demo",
                "--key-file",
                key.toString(),
                "--lines"));

        try (OutputStream ask = Channels.newOutputStream(questions.sink());
                InputStream listen = Channels.newInputStream(answers.source())) {
            for (int i = 0; i < 3; i++) {
                ask.write("{\"bill_id\":1111}\n".getBytes(StandardCharsets.UTF_8));
                CompletableFuture<String> answer =
                        CompletableFuture.supplyAsync(() -> read(listen, SIGNED_1111.length()));
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(SIGNED_1111);
            }
        }
        assertThat(end.get(10, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void says_when_nobody_takes_the_result() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(execute(
                        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                        broken,
                        "--login",
                        "demo",
                        "--key-file",
                        key.toString()))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("cannot be written: Broken pipe")
                .hasLineCount(1);
    }

    private int sign(String input, String... more) {
        String[] args = new String[4 + more.length];
        System.arraycopy(new String[] {"--login", "demo", "--key-file", key.toString()}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        return execute(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, args);
    }

    private int execute(InputStream in, OutputStream result, String... args) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new CommandLine(new SignCommand(in, result, errors)).execute(args);
    }

    private static String read(InputStream in, int length) {
        try {
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
