package io.waybill.upkeep;

import java.time.Duration;

/**
 * When a disk is short of room; with a quarter of it, it is very short.
 *
 * @param bytes less than that many are free
 * @param percent less than that share of it is free; 0 for any
 * @param fullWithin at the rate of the last hour it is full before that time is over; zero for any
 */
public record DiskLimits(long bytes, int percent, Duration fullWithin) {}
