package io.waybill.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesFilingTest {
    private static final String RECEIPTS = "archive/2026/07/01/main/orders.receipts.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private final FiledDocument document = Sample.many("orders");
    private final List<SettledOrder> filed = new ArrayList<>();
    private int rebuilt;
    private Archive archive;
    private ErrorChannel errors;

    @BeforeEach
    void beans() {
        Rebuild rebuild = (id, consumer) -> {
            rebuilt++;
            assertThat(id).isEqualTo(document.id());
            filed.forEach(consumer);
        };
        archive = new Archive(data, rebuild);
        errors = new ErrorChannel(data, rebuild);
    }

    @Test
    void batches_follow_each_other_and_note_the_length() throws IOException {
        Map<String, Long> committed = commit(Sample.confirmed(1, 3), Map.of());
        assertThat(committed).containsOnly(Map.entry(RECEIPTS, Files.size(data.resolve(RECEIPTS))));
        committed = commit(Sample.confirmed(4, 5), committed);
        assertThat(committed.get(RECEIPTS)).isEqualTo(Files.size(data.resolve(RECEIPTS)));
        assertThat(positions(RECEIPTS)).containsExactly(1, 2, 3, 4, 5);
        assertThat(rebuilt).isZero();
        assertThat(Sample.files(data)).containsExactly(RECEIPTS);
    }

    @Test
    void what_a_crash_left_behind_the_committed_length_is_cut_off() throws IOException {
        Map<String, Long> committed = commit(Sample.confirmed(1, 3), Map.of());
        archive.file(Sample.batch(document, Sample.confirmed(4, 9), committed));
        Files.writeString(data.resolve(RECEIPTS), "{\"id\":\"half", StandardOpenOption.APPEND);

        commit(Sample.confirmed(4, 5), committed);

        assertThat(positions(RECEIPTS)).containsExactly(1, 2, 3, 4, 5);
        assertThat(rebuilt).isZero();
    }

    @Test
    void what_a_crash_left_of_the_very_first_batch_is_cut_off() throws IOException {
        archive.file(Sample.batch(document, Sample.confirmed(1, 9)));
        commit(Sample.confirmed(1, 2), Map.of());
        assertThat(positions(RECEIPTS)).containsExactly(1, 2);
    }

    @Test
    void a_shorter_file_is_told_anew() throws IOException {
        Map<String, Long> committed = commit(Sample.confirmed(1, 3), Map.of());
        byte[] whole = Files.readAllBytes(data.resolve(RECEIPTS));
        Files.write(data.resolve(RECEIPTS), java.util.Arrays.copyOf(whole, whole.length - 1));

        committed = commit(Sample.confirmed(4, 5), committed);

        assertThat(rebuilt).isEqualTo(1);
        assertThat(positions(RECEIPTS)).containsExactly(1, 2, 3, 4, 5);
        assertThat(committed.get(RECEIPTS)).isEqualTo(Files.size(data.resolve(RECEIPTS)));
        assertThat(Sample.files(data)).containsExactly(RECEIPTS);
    }

    @Test
    void a_deleted_file_is_told_anew_even_when_its_folder_is_gone() throws IOException {
        Map<String, Long> committed = commit(Sample.confirmed(1, 3), Map.of());
        org.springframework.util.FileSystemUtils.deleteRecursively(data.resolve("archive"));

        committed = commit(Sample.confirmed(4, 5), committed);
        commit(Sample.confirmed(6, 6), committed);

        assertThat(rebuilt).isEqualTo(1);
        assertThat(positions(RECEIPTS)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void a_file_whose_committed_part_does_not_end_a_line_is_told_anew() throws IOException {
        Map<String, Long> committed = commit(Sample.confirmed(1, 3), Map.of());
        Files.writeString(
                data.resolve(RECEIPTS), "x".repeat(committed.get(RECEIPTS).intValue() + 100));

        commit(Sample.confirmed(4, 4), committed);

        assertThat(rebuilt).isEqualTo(1);
        assertThat(positions(RECEIPTS)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void each_state_has_its_file_and_a_rebuild_takes_only_its_own() throws IOException {
        State[] states = {State.CONFIRMED, State.REJECTED, State.INVALID, State.IN_DOUBT, State.DUPLICATE};
        List<SettledOrder> first = mixed(1, states);
        Map<String, Long> committed = commit(first, Map.of());
        Files.delete(data.resolve("errors/rejected/2026/07/01/main/orders.errors.jsonl"));

        committed = commit(mixed(6, states), committed);

        assertThat(rebuilt).isEqualTo(1);
        assertThat(committed).hasSize(states.length);
        for (int i = 0; i < states.length; i++) {
            String path = FiledPath.lines(document, states[i]);
            assertThat(positions(path)).containsExactly(i + 1, i + 6);
            assertThat(committed.get(path)).isEqualTo(Files.size(data.resolve(path)));
            for (String line : Files.readAllLines(data.resolve(path))) {
                assertThat(JSON.readTree(line).get("state").textValue()).isEqualTo(states[i].label());
            }
        }
    }

    @Test
    void every_failed_state_goes_to_the_error_channel_and_only_those() throws IOException {
        List<SettledOrder> orders = mixed(1, State.values());
        FilingBatch batch = Sample.batch(document, orders);
        errors.file(batch);
        for (State state : State.values()) {
            assertThat(Files.exists(data.resolve("errors").resolve(state.label())))
                    .isEqualTo(state.failed());
        }
        assertThat(data.resolve("archive")).doesNotExist();
    }

    @Test
    void when_one_of_several_files_fails_a_second_try_doubles_nothing() throws IOException {
        List<SettledOrder> orders = mixed(1, State.INVALID, State.DUPLICATE);
        Path blocked = data.resolve("errors/duplicate");
        Files.createDirectories(blocked.getParent());
        Files.writeString(blocked, "a file where a folder must be");
        FilingBatch batch = Sample.batch(document, orders);

        assertThatThrownBy(() -> errors.file(batch))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("orders.errors.jsonl")
                .hasMessageContaining("errors/duplicate")
                .hasMessageContaining("ledger");
        assertThat(batch.lengths()).isEmpty();

        Files.delete(blocked);
        errors.file(batch);
        assertThat(positions(FiledPath.lines(document, State.INVALID))).containsExactly(1);
        assertThat(positions(FiledPath.lines(document, State.DUPLICATE))).containsExactly(2);
    }

    @Test
    void a_rebuild_that_fails_leaves_the_old_file_and_no_other() throws IOException {
        Map<String, Long> committed = commit(Sample.confirmed(1, 3), Map.of());
        Files.writeString(data.resolve(RECEIPTS), "short");
        Archive broken = new Archive(data, (id, consumer) -> {
            consumer.accept(Sample.confirmed(1).order());
            throw new IllegalStateException("the ledger is closed");
        });
        FilingBatch batch = Sample.batch(document, Sample.confirmed(4, 4), committed);

        assertThatThrownBy(() -> broken.file(batch)).hasMessage("the ledger is closed");

        assertThat(Files.readString(data.resolve(RECEIPTS))).isEqualTo("short");
        assertThat(Sample.files(data)).containsExactly(RECEIPTS);
        assertThat(batch.lengths()).isEqualTo(committed);
    }

    private Map<String, Long> commit(List<SettledOrder> orders, Map<String, Long> committed) {
        FilingBatch batch = Sample.batch(document, orders, committed);
        archive.file(batch);
        errors.file(batch);
        filed.addAll(orders);
        return Map.copyOf(batch.lengths());
    }

    private static List<SettledOrder> mixed(int from, State... states) {
        List<SettledOrder> orders = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            Sample sample = Sample.confirmed(from + i);
            sample.state = states[i];
            orders.add(sample.order());
        }
        return orders;
    }

    private List<Integer> positions(String path) throws IOException {
        List<Integer> positions = new ArrayList<>();
        for (String line : Files.readAllLines(data.resolve(path))) {
            JsonNode entry = JSON.readTree(line);
            positions.add(entry.get("source").get("position").intValue());
        }
        return positions;
    }
}
