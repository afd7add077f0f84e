package io.waybill.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What filing needs to know of a document; fixed when it was accepted.
 *
 * @param id the ledger's number
 * @param reference the document's public id
 * @param source the kind of source: {@code folder}, ...
 * @param name the document's name as its source gave it
 * @param account the configured name of the source's account
 * @param format {@code json}, {@code jsonl} or {@code csv}
 * @param file the accepted document on disk, or null where it was not kept
 * @param date the day under which everything of the document is filed
 * @param stem the name under which it is filed: the document's, made safe and unique within its folder and day
 * @param lines whether its orders are filed as lines of one file, or (a document of one order) as a file of its own
 * @param receivedAt when the document was taken
 */
public record FiledDocument(
        long id,
        String reference,
        String source,
        String name,
        String account,
        String format,
        Path file,
        LocalDate date,
        String stem,
        boolean lines,
        Instant receivedAt) {
    /** The same one, whose file was relative to that folder. */
    FiledDocument below(Path folder) {
        return new FiledDocument(
                id,
                reference,
                source,
                name,
                account,
                format,
                file == null ? null : folder.resolve(file),
                date,
                stem,
                lines,
                receivedAt);
    }
}
