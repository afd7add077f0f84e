package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentContentTest {
    private static final String ORDER = "ref,bill_email,good_name\nA-1,a@b.cc,course\n";

    @TempDir
    Path folder;

    @Test
    void names_of_an_archive_may_be_in_whatever_its_writer_uses() throws Exception {
        DocumentContent content = content("a.zip", zip(Charset.forName("IBM866"), "Заказы.csv", "Ещё.csv"));
        List<RawOrder> orders = new ArrayList<>();
        content.read(null, orders::add);
        assertThat(orders).extracting(RawOrder::position).containsExactly(1, 2);
    }

    @Test
    void orders_are_told_in_which_document_they_stand() throws Exception {
        DocumentContent content = content("a.zip", zip(StandardCharsets.UTF_8, "a.csv", "Заказы\n.csv"));
        List<String> told = new ArrayList<>();
        content.read(null, new OrderSink() {
            @Override
            public void accept(RawOrder order) {
                told.add(Integer.toString(order.position()));
            }

            @Override
            public void within(String member) {
                told.add(member);
            }
        });
        assertThat(told).containsExactly("a.csv", "1", "Заказы .csv", "2");
        assertThat(content.format()).isEqualTo("zip");
        assertThat(content.takenFor())
                .isEqualTo("It was taken for a zip archive by its ending \".zip\", with 2 documents in it.");
    }

    @Test
    void two_documents_of_one_name_are_refused() throws Exception {
        byte[] zip = new String(zip(StandardCharsets.UTF_8, "a1.csv", "a2.csv"), StandardCharsets.ISO_8859_1)
                .replace("a2.csv", "a1.csv")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> content("a.zip", zip))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("two documents of one name");
    }

    @Test
    void a_name_that_is_marked_as_utf_8_and_is_none_is_told() throws Exception {
        byte[] zip = new String(zip(StandardCharsets.UTF_8, "\u00E9.csv"), StandardCharsets.ISO_8859_1)
                .replace("\u00C3\u00A9.csv", "\u00C3\u00C3.csv")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> content("a.zip", zip))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void what_it_was_taken_for_names_both_the_packing_and_what_is_in_it() throws Exception {
        assertThat(content("a.zip", zip(StandardCharsets.UTF_8, "x/b.csv")).takenFor())
                .isEqualTo("It was taken for CSV by its ending \".csv\", within a zip archive by its ending \".zip\".");
        assertThat(DocumentContent.of(
                                Files.writeString(folder.resolve("c"), ORDER),
                                "upload.bin",
                                "text/csv; charset=utf-8",
                                "")
                        .takenFor())
                .isEqualTo("It was taken for CSV by its content type \"text/csv; charset=utf-8\".");
    }

    private DocumentContent content(String name, byte[] bytes) throws UnreadableDocumentException, IOException {
        return DocumentContent.of(Files.write(folder.resolve("document"), bytes), name, null, "");
    }

    private static byte[] zip(Charset names, String... documents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String document : documents) {
            entries.put(document, ORDER.getBytes(StandardCharsets.UTF_8));
        }
        try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
