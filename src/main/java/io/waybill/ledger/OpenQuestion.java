package io.waybill.ledger;

/**
 * What a person needs to know of a doubt that cannot be told.
 *
 * @param advice what to do, a sentence
 * @param candidates the orders at the far end to look at, a JSON list
 */
public record OpenQuestion(String advice, String candidates) {}
