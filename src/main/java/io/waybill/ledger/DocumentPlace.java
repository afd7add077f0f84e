package io.waybill.ledger;

/**
 * How far a document was read.
 *
 * @param id its number
 * @param state its state
 * @param lastPosition position of the last order that was accepted
 * @param contentHash 16 bytes that stood for its content
 * @param judged whether the judging of its orders has begun, after which it can no longer be forgotten
 * @param file where it is kept, relative to the data folder, or null
 * @param mapping the name of the mapping it is read with, or an empty text
 */
public record DocumentPlace(
        long id,
        DocumentState state,
        int lastPosition,
        byte[] contentHash,
        boolean judged,
        String file,
        String mapping) {}
