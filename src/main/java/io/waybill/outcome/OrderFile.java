package io.waybill.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.files.DurableFile;
import io.waybill.files.DurableFiles;
import io.waybill.files.Folders;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.SettledOrder;
import io.waybill.ledger.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes an order's outcome as a file of its own, made durable with others. Repeating it leaves the same file. */
final class OrderFile {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** How many names an order may have; another's file that had one of them may be gone since. */
    private static final int NAMES = 3;

    private final Path data;
    private final Folders folders;

    OrderFile(Path data, Folders folders) {
        this.data = data;
        this.folders = folders;
    }

    /**
     * Adds the file to those that are made durable together.
     *
     * @throws java.io.UncheckedIOException naming the file
     */
    void write(DurableFiles files, FiledDocument document, SettledOrder order) {
        int taken = 0;
        Path file = data.resolve(FiledPath.single(document, order, taken));
        while (files.contains(file)
                || Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !holds(file, order.reference())) {
            taken++;
            file = data.resolve(FiledPath.single(document, order, taken));
        }
        try {
            folders.ensure(file.getParent());
            files.begin(file).write(OutcomeJson.pretty(document, order));
        } catch (IOException e) {
            throw DurableFile.failure(file, e);
        }
    }

    /**
     * Puts the entry of a state in which the order has been before aside, where there is one. Repeating it does no harm.
     *
     * @throws java.io.UncheckedIOException naming the file
     */
    void resolve(FiledDocument document, SettledOrder order, State state) {
        int taken = 0;
        Path file = data.resolve(FiledPath.earlier(document, order, state, taken));
        while (taken < NAMES || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (holds(file, order.reference())) {
                move(file, data.resolve(FiledPath.resolved(document, order, state, taken)));
                return;
            }
            taken++;
            file = data.resolve(FiledPath.earlier(document, order, state, taken));
        }
    }

    private void move(Path file, Path place) {
        try {
            folders.ensure(place.getParent());
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Folders.sync(place.getParent());
            Folders.sync(file.getParent());
        } catch (IOException e) {
            throw DurableFile.failure(place, e);
        }
    }

    /** Whether a file is about that order; what cannot be read is taken for another's and left alone. */
    private static boolean holds(Path file, String reference) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (JsonParser json = FACTORY.createParser(file.toFile())) {
            return json.nextToken() == JsonToken.START_OBJECT
                    && "id".equals(json.nextFieldName())
                    && reference.equals(json.nextTextValue());
        } catch (IOException e) {
            return false;
        }
    }
}
