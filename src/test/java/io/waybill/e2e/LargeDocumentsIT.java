package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that are larger than the memory of the gateway that accepts them: its heap is 256 MB. */
@Tag("soak")
class LargeDocumentsIT {
    private static final long MIB = 1 << 20;
    private static final int WORKBOOK_ROWS = 300_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final String COMMENT = "a long comment that fills the document ".repeat(50);

    @TempDir
    Path folder;

    @Test
    void a_csv_of_500_mb_an_xml_of_200_mb_and_a_workbook_of_300_000_rows_are_accepted_whole() throws Exception {
        try (FarEnd farEnd = FarEnd.start("large-key")) {
            Site site = new Site(folder, farEnd);
            try (WaybillProcess gateway = site.start()) {
                site.command("pause");
                accepts(site, gateway, "orders.csv", LargeDocumentsIT::writeCsv);
                accepts(site, gateway, "orders.xml", LargeDocumentsIT::writeXml);
                accepts(site, gateway, "orders.xlsx", LargeDocumentsIT::writeWorkbook);
                assertThat(gateway.isAlive()).isTrue();
                assertThat(gateway.log()).doesNotContain("OutOfMemoryError").doesNotContain(" ERROR ");
            }
        }
    }

    /** Writes a document and says how many orders it has. */
    @FunctionalInterface
    private interface Writing {
        int to(OutputStream out) throws IOException;
    }

    private void accepts(Site site, WaybillProcess gateway, String name, Writing writing) throws Exception {
        Path draft = folder.resolve(name);
        int orders;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)) {
            orders = writing.to(out);
        }
        Files.createDirectories(site.data().resolve("inbox"));
        Files.move(draft, site.data().resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Awaitility.await(name + " is accepted")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !gateway.isAlive() || read(site, name));
        assertThat(states(site, name)).isEqualTo(orders + " orders, " + orders + " without a fault");
    }

    private static boolean read(Site site, String name) {
        return !ask(
                        site,
                        "select count(*) from document where name = '" + name + "' and file is not null and state <> 0")
                .equals("0");
    }

    private static String states(Site site, String name) {
        return ask(
                site,
                "select count(*) || ' orders, ' || count(*) filter (where o.state = 0) || ' without a fault' from orders o"
                        + " join document d on d.id = o.document_id where d.name = '" + name + "'");
    }

    private static String ask(Site site, String question) {
        try (Connection ledger =
                        DriverManager.getConnection("jdbc:sqlite:" + site.data().resolve("ledger.db"));
                Statement statement = ledger.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int writeCsv(OutputStream out) throws IOException {
        Counted counted = new Counted(out);
        counted.text("ref,bill_email,good_name,good_sum,bill_comment\n");
        int orders = 0;
        while (counted.bytes < 500 * MIB) {
            orders++;
            counted.text("C-" + orders + ",a" + orders + "@example.com,course,1500.00," + COMMENT + "\n");
        }
        return counted.end(orders);
    }

    private static int writeXml(OutputStream out) throws IOException {
        Counted counted = new Counted(out);
        counted.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<orders>\n");
        int orders = 0;
        while (counted.bytes < 200 * MIB) {
            orders++;
            counted.text("<order><ref>X-" + orders + "</ref><bill_email>a" + orders + "@example.com</bill_email><goods>"
                    + "<good><good_name>course</good_name><good_sum>1500.00</good_sum></good></goods><bill_comment>"
                    + COMMENT + "</bill_comment></order>\n");
        }
        counted.text("</orders>\n");
        return counted.end(orders);
    }

    /** Every row has texts that no other has, so that the workbook's shared texts are as many. */
    private static int writeWorkbook(OutputStream out) throws IOException {
        Workbook workbook = new Workbook(out, "test", "1.0");
        Worksheet sheet = workbook.newWorksheet("Orders");
        String[] names = {"ref", "bill_email", "good_name", "good_sum", "bill_comment"};
        for (int i = 0; i < names.length; i++) {
            sheet.value(0, i, names[i]);
        }
        for (int row = 1; row <= WORKBOOK_ROWS; row++) {
            sheet.value(row, 0, "W-" + row);
            sheet.value(row, 1, "a" + row + "@example.com");
            sheet.value(row, 2, "course");
            sheet.value(row, 3, 1500);
            sheet.value(row, 4, "comment " + row);
            if (row % 1_000 == 0) {
                sheet.flush();
            }
        }
        workbook.finish();
        return WORKBOOK_ROWS;
    }

    private static final class Counted {
        private final Writer out;
        private long bytes;

        Counted(OutputStream out) {
            this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        }

        void text(String text) throws IOException {
            out.write(text);
            bytes += text.length();
        }

        int end(int orders) throws IOException {
            out.flush();
            return orders;
        }
    }
}
