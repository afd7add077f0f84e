package io.waybill.ledger;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The states of an order and the moves between them: the one table that everything else obeys. */
public enum State {
    /** Committed; due now or at its next attempt's time. */
    ACCEPTED(0),
    /** Committed before the first byte of the request. */
    SENDING(2),
    /** Perhaps at the far end, no verified answer. */
    IN_DOUBT(3),
    /** Verified answer of success. */
    CONFIRMED(4),
    /** Verified answer with a code that a retry cannot change. */
    REJECTED(5),
    /** Never sent: retries used up, or the order it depends on failed. */
    UNDELIVERED(6),
    /** Broke a rule before it was sent. */
    INVALID(7),
    /** The identity was taken by an order with equal fields. */
    DUPLICATE(8),
    /** The identity was taken by an order with other fields. */
    CONFLICT(9),
    /** Given up by a person. */
    DISCARDED(10);

    private static final State[] BY_CODE =
            new State[Arrays.stream(values()).mapToInt(State::code).max().orElseThrow() + 1];
    private static final Set<State> FREES_IDENTITY = EnumSet.of(INVALID, REJECTED, UNDELIVERED, DISCARDED);

    static {
        for (State state : values()) {
            BY_CODE[state.code] = state;
        }
    }

    private final int code;
    private final String label = name().toLowerCase(Locale.ROOT);

    State(int code) {
        this.code = code;
    }

    /** The state's number in the ledger, which never changes. */
    public int code() {
        return code;
    }

    /** The state of that number. */
    public static State of(int code) {
        return BY_CODE[code];
    }

    /** The states that an order in this state may move to. */
    public Set<State> moves() {
        return switch (this) {
            case ACCEPTED -> EnumSet.of(SENDING, INVALID, UNDELIVERED, DISCARDED);
            case SENDING -> EnumSet.of(CONFIRMED, REJECTED, ACCEPTED, IN_DOUBT, UNDELIVERED);
            case IN_DOUBT -> EnumSet.of(CONFIRMED, ACCEPTED, REJECTED);
            case REJECTED, UNDELIVERED -> EnumSet.of(ACCEPTED, DISCARDED, CONFIRMED);
            case INVALID -> EnumSet.of(DISCARDED);
            case CONFIRMED, DUPLICATE, CONFLICT, DISCARDED -> EnumSet.noneOf(State.class);
        };
    }

    /** True if delivery has come to an end, a person's decision aside. */
    public boolean settled() {
        return this != ACCEPTED && this != SENDING;
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
        return label;
    }
}
