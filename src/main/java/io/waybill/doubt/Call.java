package io.waybill.doubt;

/** Asks the API on behalf of one account. */
@FunctionalInterface
public interface Call {
    /** The answer, or that there is none; throws nothing for what the far end or the network does. */
    Answer ask(Ask ask);
}
