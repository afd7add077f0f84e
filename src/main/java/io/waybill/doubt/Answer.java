package io.waybill.doubt;

import java.util.List;

/** What came of a question. Only {@link Orders} and {@link Numbers} are answers; {@link None} says nothing about orders. */
public sealed interface Answer {
    /** A verified answer that shows these orders, and no others. */
    record Orders(List<FarOrder> orders) implements Answer {}

    /** A verified answer that names these invoice numbers, and no others. */
    record Numbers(List<Long> billIds) implements Answer {}

    /**
     * No answer, which is never to be taken for an empty one.
     *
     * @param why a sentence without full stop
     */
    record None(Cause cause, String why) implements Answer {}

    /** Why there is no answer. */
    enum Cause {
        /** No reply, none that can be believed, or none that can be understood. */
        FAILED,
        /** The account's credentials or limits: nothing more may be asked before a person has seen to them. */
        CONFIGURATION,
        /** It was not asked: there was too much to ask this time. */
        NOT_ASKED
    }
}
