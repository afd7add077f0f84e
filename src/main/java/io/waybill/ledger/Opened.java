package io.waybill.ledger;

/**
 * What became of a document that was offered to the ledger.
 *
 * @param id its number, where it was accepted
 * @param duplicateOf the name of the earlier document that it repeats, or null
 */
public record Opened(long id, String duplicateOf) {}
