package io.waybill.bench;

/** Something plain that carries orders to the far end, in a process of its own. */
interface Contender {
    /** Makes everything ready that is not to be measured. */
    Trial prepare(Batch batch) throws Exception;
}
