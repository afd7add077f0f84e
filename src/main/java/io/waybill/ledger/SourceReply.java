package io.waybill.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a source is to be told of a document, all of whose orders are settled. It comes at least once, and again when an
 * outcome has changed: whoever tells it says what holds now, not what is new.
 *
 * @param document the document's public id
 * @param source the kind of source
 * @param name the document's name as its source gave it
 * @param account the configured name of the source's account
 * @param receivedAt when it was taken
 * @param replyTo what the source handed in for this, or null
 * @param end how its reading ended
 * @param reason why nothing of it, or not all, was taken; null where all was
 * @param again whether an earlier state of it was told before
 * @param total how many orders it has
 * @param states how many of them are in each state
 * @param orders the first thousand, in the document's order
 * @param number the ledger's number of the document
 * @param upTo the number under which the last of its orders was settled
 */
public record SourceReply(
        String document,
        String source,
        String name,
        String account,
        Instant receivedAt,
        String replyTo,
        DocumentResult.End end,
        String reason,
        boolean again,
        int total,
        Map<State, Integer> states,
        List<SettledOrder> orders,
        long number,
        int upTo) {}
