package io.waybill.bench;

import java.io.IOException;

/** Something that carries orders to the far end and is measured doing so. */
interface Contender extends AutoCloseable {
    /** A short name, the same in the table and in JSON. */
    String name();

    /** What it does with an order, in a few words. */
    String description();

    /** Makes everything ready that is not to be measured. */
    Trial prepare(Batch batch) throws Exception;

    @Override
    default void close() throws IOException {}

    /** One batch, ready to go. */
    interface Trial {
        /** Carries all orders of the batch; this is what is measured. */
        void run(Deadline deadline) throws Exception;

        /** @throws BenchFailure if not every order came through exactly once */
        default void check(Deadline deadline) throws Exception {}
    }
}
