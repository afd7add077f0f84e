package io.waybill.ledger;

import java.time.Instant;

/**
 * Why nothing is sent on an account.
 *
 * @param until when it ends by itself, or null: with the next start
 * @param reason what happened and what to do, a sentence
 */
public record Suspension(Instant until, String reason) {}
