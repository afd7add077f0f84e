package io.waybill.gateway;

import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The start on a ledger that was put back from a copy: what it does not know, and what is done about that. */
final class RestoredLedger {
    private static final int NAMED = 20;

    private RestoredLedger() {}

    /**
     * Has the open orders asked about before they are sent. To be called before anything is sent.
     *
     * @return what a person has to know, a line each
     */
    static List<String> take(Ledger ledger, Path data) {
        List<String> lines = new ArrayList<>();
        int orders = Ledger.await(ledger.restored());
        lines.add("The ledger was restored: " + orders
                + " open order(s) are asked about before they are sent; the next start needs no --after-restore");
        List<Path> unknown = unknown(ledger, data);
        if (!unknown.isEmpty()) {
            lines.add(unknown.size() + " document(s) came in after the copy, and the ledger knows nothing of their"
                    + " orders. Compare them with their receipts in archive/ and with the shop; what is missing there may"
                    + " be dropped again, nothing else:");
            unknown.stream().limit(NAMED).forEach(file -> lines.add("  " + file));
            if (unknown.size() > NAMED) {
                lines.add("  and " + (unknown.size() - NAMED) + " more");
            }
        }
        return lines;
    }

    private static List<Path> unknown(Ledger ledger, Path data) {
        Path accepted = data.resolve("accepted");
        if (!Files.isDirectory(accepted)) {
            return List.of();
        }
        try (FilingDesk desk = ledger.filingDesk();
                Stream<Path> files = Files.walk(accepted)) {
            Set<Path> known = desk.documents().stream()
                    .map(FiledDocument::file)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            return files.filter(Files::isRegularFile)
                    .filter(file -> !known.contains(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationMistakes(List.of("waybill.data: " + accepted + " cannot be read (" + e + ")."));
        }
    }
}
