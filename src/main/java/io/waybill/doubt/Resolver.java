package io.waybill.doubt;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Resolves doubts of one account: asks, and judges what was seen. Keeps nothing between two calls. */
public final class Resolver {
    private final Inquiry inquiry;
    private final Evidence evidence;
    private final Clock clock;

    /** Resolves by that call. */
    public Resolver(Call call, Clock clock, Limits limits, DoubtTimes times) {
        this.inquiry = new Inquiry(call, limits);
        this.evidence = new Evidence(times);
        this.clock = clock;
    }

    /**
     * Asks about all of these doubts once.
     *
     * @param doubts the account's doubts that are due, those first that have waited longest, with what is kept of each
     * @param trust what is known of the account's markers
     * @param asOf a time before the first question, at which the clock was seen not to have jumped since these doubts
     *     began: a time that is read later may have
     * @return a finding for each
     */
    public Map<Doubt, Finding> resolve(Map<Doubt, Standing> doubts, Trust trust, Instant asOf) {
        Map<Doubt, Sighting> sightings = inquiry.about(doubts.keySet(), asOf);
        Instant now = clock.instant();
        Map<Doubt, Finding> findings = new LinkedHashMap<>();
        sightings.forEach((doubt, sighting) ->
                findings.put(doubt, evidence.judge(doubt, doubts.get(doubt), trust, sighting, now)));
        return findings;
    }
}
