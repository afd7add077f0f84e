package io.waybill.ledger;

import java.time.Instant;

/**
 * The whole gateway accepts, but sends nothing.
 *
 * @param at since when
 * @param who who said so
 */
public record Pause(Instant at, String who) {}
