package io.waybill.outcome;

import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.OpenQuestion;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A settled order to change at will, and documents and batches around it. */
final class Sample {
    static final Rebuild NOTHING = (document, consumer) -> {};
    static final String QUERY = "goods%5B0%5D%5Bgood_name%5D=course&goods%5B0%5D%5Bgood_sum%5D=1500.00"
            + "&bill_email=anna%40example.com&bill_first_name=%D0%90%D0%BD%D0%BD%D0%B0&utm%5Butm_source%5D=x+y";

    int position = 1;
    String reference = "ABCDEFGH12345678";
    AccountKey account = new AccountKey("main", false);
    Operation operation = Operation.CREATE_ORDER;
    String ref = "A-1001";
    State state = State.CONFIRMED;
    Long billId = 258367L;
    String query = QUERY;
    Integer errorCode;
    String errorText;
    String reply = "{\"error_code\":0,\"error_text\":\"Order created\",\"result\":{\"bill_id\":258367}}";
    String reason;
    String related;
    OpenQuestion question;

    static Sample confirmed(int position) {
        Sample sample = new Sample();
        sample.position = position;
        sample.reference = String.format("R%07dAAAAAAAA", position);
        sample.ref = "A-" + position;
        sample.billId = 1000L + position;
        return sample;
    }

    static Sample failed(int position, State state, Integer code, String text) {
        Sample sample = confirmed(position);
        sample.state = state;
        sample.billId = null;
        sample.reply = null;
        sample.errorCode = code;
        sample.errorText = text;
        sample.reason = "order " + position + " ended " + state.label();
        return sample;
    }

    static List<SettledOrder> confirmed(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> confirmed(i).order())
                .toList();
    }

    SettledOrder order() {
        return new SettledOrder(
                position,
                reference,
                position,
                position + 1L,
                account,
                operation,
                ref,
                state,
                billId,
                query,
                Instant.parse("2026-07-01T09:30:00Z"),
                Instant.parse("2026-07-01T09:30:01.250Z"),
                1,
                200,
                errorCode,
                errorText,
                reply,
                reason,
                related,
                question);
    }

    static FiledDocument many(String stem) {
        return document(stem, "jsonl", null, true);
    }

    static FiledDocument one(String stem) {
        return document(stem, "json", null, false);
    }

    static FiledDocument document(String stem, String format, Path file, boolean lines) {
        return new FiledDocument(
                7,
                "DOC0000000000001",
                "folder",
                stem + "." + format,
                "main",
                format,
                file,
                LocalDate.of(2026, 7, 1),
                stem,
                lines,
                Instant.parse("2026-07-01T09:29:59Z"));
    }

    static FilingBatch batch(FiledDocument document, List<SettledOrder> orders, Map<String, Long> lengths) {
        return new FilingBatch(document, orders, orders.size(), false, false, lengths);
    }

    static FilingBatch batch(FiledDocument document, List<SettledOrder> orders) {
        return batch(document, orders, new HashMap<>());
    }

    /** Every file below a folder, relative to it, sorted. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
