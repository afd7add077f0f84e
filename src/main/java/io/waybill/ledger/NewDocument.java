package io.waybill.ledger;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A document as it comes in.
 *
 * @param reference its public id, given when it was claimed
 * @param source the kind of source: {@code folder}, ...
 * @param name its name as the source gave it
 * @param account the configured name of the account whose source it came from
 * @param mapping the name of the mapping it is read with, or an empty text
 * @param format the format it is read as
 * @param contentHash 16 bytes that stand for its content
 * @param early whether orders with a reference are due before the document has been read to its end
 * @param repeatable whether a document equal to an earlier one is read again
 * @param day the day under which it is filed
 * @param stem the name under which it is filed, already safe for file systems
 * @param file where the document is kept, relative to the data folder, or null
 * @param receivedAt when it was claimed
 * @param reply what its source asks to be told, or null
 */
public record NewDocument(
        String reference,
        String source,
        String name,
        String account,
        String mapping,
        String format,
        byte[] contentHash,
        boolean early,
        boolean repeatable,
        LocalDate day,
        String stem,
        String file,
        Instant receivedAt,
        ReplyRequest reply) {}
