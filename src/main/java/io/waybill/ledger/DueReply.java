package io.waybill.ledger;

/**
 * A document of which its source is to be told, in the hands of this node until it is told, put off, or given back.
 *
 * @param document the ledger's number of the document
 * @param tries how often that was tried in vain
 */
public record DueReply(long document, int tries) {}
