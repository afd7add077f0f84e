package io.waybill.outcome;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.files.DurableFile;
import io.waybill.files.Folders;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends to files of one JSON object a line so that each order stands there once, whatever a crash or a person did to
 * the file: the length that the ledger committed is the truth. A longer file is cut back to it; a missing, shorter or
 * broken one is told anew, never extended.
 */
final class LinesFile {
    private final Folders folders;
    private final Rebuild rebuild;

    LinesFile(Folders folders, Rebuild rebuild) {
        this.folders = folders;
        this.rebuild = rebuild;
    }

    /**
     * Appends the lines and makes them durable.
     *
     * @param committed the file's committed length in bytes, 0 for a new file
     * @return the file's length now
     * @throws UncheckedIOException naming the file
     */
    long append(Path file, long committed, Lines lines, FiledDocument document, State state) {
        try {
            folders.ensure(file.getParent());
            return committed == 0 || Files.exists(file) && sound(file, committed)
                    ? extend(file, committed, lines.bytes())
                    : renew(file, lines, document, state);
        } catch (IOException e) {
            throw DurableFile.failure(file, e);
        } catch (UncheckedIOException e) {
            throw DurableFile.failure(file, e.getCause());
        }
    }

    /** Long enough, and its committed part ends a line. */
    private static boolean sound(Path file, long committed) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.read(last, committed - 1) == 1 && last.get(0) == '\n';
        }
    }

    private static long extend(Path file, long committed, ByteBuffer lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(committed);
            channel.position(committed);
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            channel.force(true);
            if (committed == 0) {
                Folders.sync(file.getParent());
            }
            return channel.position();
        }
    }

    private long renew(Path file, Lines lines, FiledDocument document, State state) throws IOException {
        try (DurableFile fresh = new DurableFile(file)) {
            try (JsonGenerator json = OutcomeJson.lines(fresh.out())) {
                rebuild.filed(document.id(), order -> retell(json, document, order, state));
            }
            lines.writeTo(fresh.out());
            return fresh.commit();
        }
    }

    private static void retell(JsonGenerator json, FiledDocument document, SettledOrder order, State state) {
        if (order.state() != state) {
            return;
        }
        try {
            OutcomeJson.write(json, document, order);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
