package io.waybill.ledger;

import java.time.Instant;

/**
 * A document of which something is left to do.
 *
 * @param reference its public id
 * @param name its name as its source gave it
 * @param account the configured name of its source's account
 * @param state where it stands
 * @param receivedAt when it was taken
 * @param read how many of its orders have been read so far
 * @param open how many of them have not come to an end
 * @param failed how many of them ended otherwise than confirmed or as duplicates
 * @param unfiled how many have an outcome that is not filed yet
 */
public record OpenDocument(
        String reference,
        String name,
        String account,
        DocumentState state,
        Instant receivedAt,
        int read,
        int open,
        int failed,
        int unfiled) {}
