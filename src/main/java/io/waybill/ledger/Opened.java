package io.waybill.ledger;

/**
 * What became of a document that was offered to the ledger.
 *
 * @param id its number, where it was accepted
 * @param duplicateOf the name of the earlier document that it repeats, or null
 * @param reading whether its end has still to be told
 */
public record Opened(long id, String duplicateOf, boolean reading) {}
