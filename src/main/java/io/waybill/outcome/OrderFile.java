package io.waybill.outcome;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.files.DurableFile;
import io.waybill.files.Folders;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.SettledOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Writes an order's outcome as a file of its own. Repeating it leaves the same file. */
final class OrderFile {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Path data;
    private final Folders folders;

    OrderFile(Path data, Folders folders) {
        this.data = data;
        this.folders = folders;
    }

    /** @throws java.io.UncheckedIOException naming the file */
    void write(FiledDocument document, SettledOrder order) {
        int taken = 0;
        Path file = data.resolve(FiledPath.single(document, order, taken));
        while (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !holds(file, order.reference())) {
            taken++;
            file = data.resolve(FiledPath.single(document, order, taken));
        }
        try {
            folders.ensure(file.getParent());
            try (DurableFile fresh = new DurableFile(file)) {
                try (JsonGenerator json = OutcomeJson.pretty(fresh.out())) {
                    OutcomeJson.write(json, document, order);
                }
                fresh.commit();
            }
        } catch (IOException e) {
            throw DurableFile.failure(file, e);
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
