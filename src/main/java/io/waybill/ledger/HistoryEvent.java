package io.waybill.ledger;

import java.time.Instant;

/**
 * Something that happened to an order outside of the normal way: a retry, a doubt, what a person did.
 *
 * @param at when
 * @param attempt the attempt's number, 0 before the first
 * @param event what kind of thing
 * @param detail more about it, or null
 */
public record HistoryEvent(Instant at, int attempt, String event, String detail) {}
