package io.waybill.cli;

import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.SettledOrder;
import io.waybill.outcome.FiledPath;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prints what became of every order, and where that is filed. */
final class OutcomeTable {
    private static final String[] HEADINGS = {"REFERENCE", "OPERATION", "OUTCOME", "INVOICE", "FILED IN"};

    private final Path data;

    OutcomeTable(Path data) {
        this.data = data;
    }

    void print(Ledger ledger, PrintWriter out) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADINGS);
        try (FilingDesk desk = ledger.filingDesk()) {
            for (FiledDocument document : desk.documents()) {
                List<SettledOrder> orders = new ArrayList<>();
                desk.filed(document.id(), orders::add);
                orders.sort(Comparator.comparingInt(SettledOrder::position));
                orders.forEach(order -> rows.add(row(document, order)));
            }
        }
        int[] widths = new int[HEADINGS.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]);
                if (i < row.length - 1) {
                    line.append(" ".repeat(widths[i] - row[i].length() + 2));
                }
            }
            out.println(line);
        }
        out.println();
        out.println("Everything lies in " + data);
        out.flush();
    }

    private static String[] row(FiledDocument document, SettledOrder order) {
        return new String[] {
            order.ref() == null ? order.reference() : order.ref(),
            order.operation() == null ? "?" : order.operation().apiName(),
            order.state().label().replace('_', ' '),
            order.billId() == null ? "-" : order.billId().toString(),
            FiledPath.of(document, order)
        };
    }
}
