package io.waybill.bench;

/** One batch for one contender, ready to go. */
interface Trial {
    /** Carries all orders of the batch; this is what is measured. */
    void run(Deadline deadline) throws Exception;

    /** @throws BenchFailure if not every order came through exactly once */
    default void check(Deadline deadline) throws Exception {}
}
