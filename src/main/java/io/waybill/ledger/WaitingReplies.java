package io.waybill.ledger;

import java.time.Instant;

/**
 * What the sources of one route are to be told and have not been.
 *
 * @param route the route's name
 * @param documents how many documents that is about
 * @param dueAt when the first of them was, or is, to be told
 * @param failingSince since when telling one of them has failed, or null
 * @param failure why it failed last, or null
 */
public record WaitingReplies(String route, long documents, Instant dueAt, Instant failingSince, String failure) {}
