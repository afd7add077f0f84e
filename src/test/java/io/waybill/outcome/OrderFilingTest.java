package io.waybill.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingRound;
import io.waybill.ledger.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFilingTest {
    private static final String FOLDER = "archive/2026/07/01/main/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private final FiledDocument document = Sample.one("drop");

    @Test
    void a_document_of_one_order_has_a_receipt_that_a_person_can_read() throws IOException {
        FilingBatch batch = file(new Sample());
        Path receipt = data.resolve(FOLDER + "A-1001.CreateOrder.ABCDEFGH.json");
        assertThat(receipt)
                .content()
                .startsWith("{\n  \"id\": \"ABCDEFGH12345678\",\n")
                .endsWith("}\n");
        assertThat(JSON.readTree(receipt.toFile()).get("bill_id").longValue()).isEqualTo(258367);
        assertThat(batch.lengths()).isEmpty();
    }

    @Test
    void filing_again_leaves_the_same_file() throws IOException {
        file(new Sample());
        Path receipt = data.resolve(FOLDER + "A-1001.CreateOrder.ABCDEFGH.json");
        byte[] before = Files.readAllBytes(receipt);
        file(new Sample());
        assertThat(Files.readAllBytes(receipt)).isEqualTo(before);
        assertThat(Sample.files(data)).hasSize(1);
    }

    @Test
    void another_orders_file_is_never_overwritten() throws IOException {
        file(new Sample());
        Sample twin = new Sample();
        twin.reference = "ABCDEFGH99999999";
        file(twin);
        file(twin);
        Sample triplet = new Sample();
        triplet.reference = "ABCDEFGH99998888";
        file(triplet);
        assertThat(Sample.files(data))
                .containsExactly(
                        FOLDER + "A-1001.CreateOrder.ABCDEFGH.json",
                        FOLDER + "A-1001.CreateOrder.ABCDEFGH9999.json",
                        FOLDER + "A-1001.CreateOrder.ABCDEFGH99998888.json");
        assertThat(JSON.readTree(data.resolve(FOLDER + "A-1001.CreateOrder.ABCDEFGH.json")
                                .toFile())
                        .get("id")
                        .textValue())
                .isEqualTo("ABCDEFGH12345678");
    }

    @Test
    void what_is_no_receipt_is_left_alone() throws IOException {
        Path notes = data.resolve(FOLDER + "A-1001.CreateOrder.ABCDEFGH.json");
        Files.createDirectories(notes.getParent());
        Files.writeString(notes, "my notes");
        Files.createDirectory(data.resolve(FOLDER + "A-1001.CreateOrder.ABCDEFGH1234.json"));
        Files.writeString(data.resolve(FOLDER + "A-1001.CreateOrder.ABCDEFGH12345678.json"), "");
        file(new Sample());
        assertThat(notes).hasContent("my notes");
        assertThat(data.resolve(FOLDER + "A-1001.CreateOrder.ABCDEFGH12345678-2.json"))
                .exists();
    }

    @Test
    void an_error_entry_lies_under_its_state() throws IOException {
        file(Sample.failed(1, State.REJECTED, 600, "Wrong email: x"));
        assertThat(Sample.files(data)).containsExactly("errors/rejected/2026/07/01/main/A-1.CreateOrder.R0000001.json");
    }

    @Test
    void hostile_refs_are_filed() throws IOException {
        String[] refs = {"../../../etc/passwd", "a/b", "\u0000\n", "CON", "\uD83D\uDE00".repeat(300), "x".repeat(300)};
        for (int i = 0; i < refs.length; i++) {
            Sample sample = Sample.confirmed(i + 1);
            sample.ref = refs[i];
            file(sample);
        }
        assertThat(Sample.files(data)).hasSize(refs.length).allMatch(path -> path.startsWith(FOLDER));
    }

    @Test
    void a_folder_that_cannot_be_made_is_named_and_nothing_is_left() throws IOException {
        Files.writeString(data.resolve("archive"), "in the way");
        assertThatThrownBy(() -> file(new Sample()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(data.resolve(FOLDER).toString())
                .hasMessageMatching("(?s).*(is no folder|Not a directory).*");
        assertThat(Sample.files(data)).containsExactly("archive");
    }

    @Test
    void a_read_only_folder_is_named_and_nothing_is_left() throws IOException {
        file(new Sample());
        Path folder = data.resolve(FOLDER);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(folder), "root may write anywhere");
            assertThatThrownBy(() -> file(Sample.confirmed(2)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("A-2.CreateOrder")
                    .hasMessageContaining("permission denied");
            assertThat(Sample.files(data)).hasSize(1);
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private FilingBatch file(Sample sample) {
        FilingBatch batch = Sample.batch(document, List.of(sample.order()));
        new Archive(data, Sample.NOTHING).file(batch);
        new ErrorChannel(data, Sample.NOTHING).file(batch);
        return batch;
    }

    @Test
    void the_files_of_a_round_lie_beside_one_another_also_where_two_orders_would_have_one_name() throws IOException {
        Sample other = new Sample();
        other.reference = "ABCDEFGH87654321";
        FilingRound round = new FilingRound(List.of(
                Sample.batch(document, List.of(new Sample().order())), Sample.batch(document, List.of(other.order()))));
        Archive archive = new Archive(data, Sample.NOTHING);
        archive.file(round);
        archive.file(round);
        assertThat(Sample.files(data))
                .containsExactly(
                        FOLDER + "A-1001.CreateOrder.ABCDEFGH.json", FOLDER + "A-1001.CreateOrder.ABCDEFGH8765.json");
    }
}
