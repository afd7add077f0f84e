package io.waybill.outcome;

import io.waybill.files.Folders;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Files the orders of a batch that are in certain states: each as a file, or as lines of the document's files. */
final class Filing {
    private final Path data;
    private final OrderFile orderFile;
    private final LinesFile linesFile;

    Filing(Path data, Rebuild rebuild) {
        this.data = data.toAbsolutePath().normalize();
        Folders folders = new Folders(this.data);
        this.orderFile = new OrderFile(this.data, folders);
        this.linesFile = new LinesFile(folders, rebuild);
    }

    void file(FilingBatch batch, Predicate<State> mine) {
        if (batch.document().lines()) {
            append(batch, mine);
            return;
        }
        for (SettledOrder order : batch.orders()) {
            if (mine.test(order.state())) {
                orderFile.write(batch.document(), order);
            }
        }
    }

    /** Lengths are noted when all files are written, so that a second try cuts back what the first one left. */
    private void append(FilingBatch batch, Predicate<State> mine) {
        Map<String, Long> lengths = new HashMap<>();
        sorted(batch, mine).forEach((state, lines) -> {
            String path = FiledPath.lines(batch.document(), state);
            long committed = batch.lengths().getOrDefault(path, 0L);
            lengths.put(path, linesFile.append(data.resolve(path), committed, lines, batch.document(), state));
        });
        batch.lengths().putAll(lengths);
    }

    private static Map<State, Lines> sorted(FilingBatch batch, Predicate<State> mine) {
        Map<State, Lines> sorted = new EnumMap<>(State.class);
        FiledDocument document = batch.document();
        try {
            for (SettledOrder order : batch.orders()) {
                if (mine.test(order.state())) {
                    Lines lines = sorted.get(order.state());
                    if (lines == null) {
                        lines = new Lines(document, batch.orders().size());
                        sorted.put(order.state(), lines);
                    }
                    lines.add(order);
                }
            }
            for (Lines lines : sorted.values()) {
                lines.close();
            }
            return sorted;
        } catch (IOException e) {
            throw new IllegalStateException("Cannot render an outcome of document " + document.name(), e);
        }
    }
}
