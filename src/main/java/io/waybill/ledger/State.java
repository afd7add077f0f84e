package io.waybill.ledger;

import java.util.EnumSet;
import java.util.Set;

/** The states of an order and the moves between them: the one table that everything else obeys. */
public enum State {
    /** Committed; due now or at its next attempt's time. */
    ACCEPTED,
    /** Reserved by this process, nothing sent. */
    LEASED,
    /** Committed before the first byte of the request. */
    SENDING,
    /** Perhaps at the far end, no verified answer. */
    IN_DOUBT,
    /** Verified answer of success. */
    CONFIRMED,
    /** Verified answer with a code that a retry cannot change. */
    REJECTED,
    /** Never sent: retries used up, or the order it depends on failed. */
    UNDELIVERED,
    /** Broke a rule before it was sent. */
    INVALID,
    /** The identity was taken by an order with equal fields. */
    DUPLICATE,
    /** The identity was taken by an order with other fields. */
    CONFLICT,
    /** Given up by a person. */
    DISCARDED;

    private static final State[] ALL = values();
    private static final Set<State> FREES_IDENTITY = EnumSet.of(INVALID, REJECTED, UNDELIVERED, DISCARDED);

    /** The state's number in the ledger. The constants' sequence is therefore fixed: add at the end. */
    public int code() {
        return ordinal();
    }

    /** The state of that number. */
    public static State of(int code) {
        return ALL[code];
    }

    /** The states that an order in this state may move to. */
    public Set<State> moves() {
        return switch (this) {
            case ACCEPTED -> EnumSet.of(LEASED, INVALID, UNDELIVERED, DISCARDED);
            case LEASED -> EnumSet.of(SENDING, ACCEPTED);
            case SENDING -> EnumSet.of(CONFIRMED, REJECTED, ACCEPTED, IN_DOUBT, UNDELIVERED);
            case IN_DOUBT -> EnumSet.of(CONFIRMED, ACCEPTED, REJECTED);
            case REJECTED, UNDELIVERED -> EnumSet.of(ACCEPTED, DISCARDED, CONFIRMED);
            case INVALID -> EnumSet.of(DISCARDED);
            case CONFIRMED, DUPLICATE, CONFLICT, DISCARDED -> EnumSet.noneOf(State.class);
        };
    }

    /** True if delivery has come to an end, a person's decision aside. */
    public boolean settled() {
        return this != ACCEPTED && this != LEASED && this != SENDING;
    }

    /** True for every end but success: the order belongs in the error channel. */
    public boolean failed() {
        return settled() && this != CONFIRMED;
    }

    /** True if a later order of the same identity may take this one's place. */
    public boolean freesIdentity() {
        return FREES_IDENTITY.contains(this);
    }

    /** True if the order, corrected, may be dropped again and will go through. */
    public boolean correctable() {
        return this == INVALID || this == REJECTED || this == UNDELIVERED || this == CONFLICT;
    }

    /** The name as people meet it in folders, files and messages: {@code in_doubt}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
