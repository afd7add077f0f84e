package io.waybill.ledger;

/**
 * An order that went through and can be read back at the far end.
 *
 * @param reference its public id, which is its marker there
 * @param query its fields as they were sent
 * @param billId its invoice number
 */
public record ConfirmedCreate(String reference, String query, long billId) {}
