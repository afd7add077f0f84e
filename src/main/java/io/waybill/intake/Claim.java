package io.waybill.intake;

import io.waybill.ledger.ReplyRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/**
 * A document that this gateway has taken from its source.
 *
 * @param reference the document's public id
 * @param file where it lies until it is accepted
 * @param name its name as the source gave it
 * @param source the kind of source
 * @param account the configured name of the account that the source is for, or null where the orders say it
 * @param early whether its writer is known to be done, so that orders with a reference need not wait for its end
 * @param repeatable whether a document that equals an earlier one is read again
 * @param receivedAt when it was claimed
 * @param identity what the source calls it, or null; stands for it in the identity of orders that name none
 * @param contentType the media type of its content as its sender says, or null
 * @param mapping the name of the mapping by which it is read, or null
 * @param sheet the name of a workbook's sheet that is meant, or null for the first
 * @param reply what its source asks to be told, or null
 * @param scope the configured names of the accounts to which its orders may go, or null for any
 */
public record Claim(
        String reference,
        Path file,
        String name,
        String source,
        String account,
        boolean early,
        boolean repeatable,
        Instant receivedAt,
        String identity,
        String contentType,
        String mapping,
        String sheet,
        ReplyRequest reply,
        Set<String> scope) {
    /** A document of which its source says no more. */
    public Claim(
            String reference,
            Path file,
            String name,
            String source,
            String account,
            boolean early,
            boolean repeatable,
            Instant receivedAt) {
        this(reference, file, name, source, account, early, repeatable, receivedAt, null, null, null, null, null, null);
    }
}
