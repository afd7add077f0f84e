package io.waybill.order;

/**
 * What a business wants to have sent although it is probably a mistake.
 *
 * @param unknownFields whether a field that the API's documents do not name is sent as it came
 * @param storePrice whether an empty or zero price stands for the store's price, for which the field is left out
 */
public record Leniency(boolean unknownFields, boolean storePrice) {
    /** Nothing of that kind. */
    public static final Leniency NONE = new Leniency(false, false);
}
