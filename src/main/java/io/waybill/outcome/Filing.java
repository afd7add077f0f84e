package io.waybill.outcome;

import io.waybill.files.DurableFiles;
import io.waybill.files.Folders;
import io.waybill.ledger.EarlierOutcome;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Files the orders of a batch that are in certain states: each as a file, or as lines of the document's files. What was
 * filed of an order under another one of these states is put aside, or taken back by a line of its own.
 */
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

    void file(List<FilingBatch> batches, Predicate<State> mine) {
        try (DurableFiles files = new DurableFiles()) {
            for (FilingBatch batch : batches) {
                if (batch.document().lines()) {
                    append(batch, mine);
                } else {
                    write(files, batch, mine);
                }
            }
            files.commit();
        }
        for (FilingBatch batch : batches) {
            if (!batch.document().lines()) {
                resolve(batch, mine);
            }
        }
    }

    private void write(DurableFiles files, FilingBatch batch, Predicate<State> mine) {
        for (SettledOrder order : batch.orders()) {
            if (mine.test(order.state())) {
                orderFile.write(files, batch.document(), order);
            }
        }
    }

    private void resolve(FilingBatch batch, Predicate<State> mine) {
        for (SettledOrder order : batch.orders()) {
            for (State state : earlier(batch, order)) {
                if (mine.test(state)) {
                    orderFile.resolve(batch.document(), order, state);
                }
            }
        }
    }

    /** The other states under which an order may have been filed before. */
    private static Set<State> earlier(FilingBatch batch, SettledOrder order) {
        EarlierOutcome earlier = batch.earlier(order);
        if (earlier == null) {
            return Set.of();
        }
        Set<State> states = EnumSet.copyOf(earlier.states());
        states.remove(order.state());
        return states;
    }

    /** Lengths are noted when all files are written, so that a second try cuts back what the first one left. */
    private void append(FilingBatch batch, Predicate<State> mine) {
        Map<String, Long> lengths = new HashMap<>();
        sorted(batch, mine).forEach((state, lines) -> {
            String path = FiledPath.lines(batch.document(), state);
            long committed = batch.lengths().getOrDefault(path, 0L);
            if (committed == 0 && !lines.entries() && !Files.exists(data.resolve(path))) {
                // what is over was never filed
                return;
            }
            lengths.put(path, linesFile.append(data.resolve(path), committed, lines, batch.document(), state));
        });
        batch.lengths().putAll(lengths);
    }

    private static Map<State, Lines> sorted(FilingBatch batch, Predicate<State> mine) {
        Map<State, Lines> sorted = new EnumMap<>(State.class);
        try {
            for (SettledOrder order : batch.orders()) {
                if (mine.test(order.state())) {
                    lines(sorted, order.state(), batch).add(order);
                }
                for (State state : earlier(batch, order)) {
                    if (mine.test(state)) {
                        lines(sorted, state, batch)
                                .resolved(order, batch.earlier(order).resolvedBy());
                    }
                }
            }
            for (Lines lines : sorted.values()) {
                lines.close();
            }
            return sorted;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot render an outcome of document " + batch.document().name(), e);
        }
    }

    private static Lines lines(Map<State, Lines> sorted, State state, FilingBatch batch) throws IOException {
        Lines lines = sorted.get(state);
        if (lines == null) {
            lines = new Lines(batch.document(), batch.orders().size());
            sorted.put(state, lines);
        }
        return lines;
    }
}
