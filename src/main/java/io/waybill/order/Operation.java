package io.waybill.order;

import java.util.Optional;

/** The calls of the order API that an order may ask for, by their documented, case-sensitive names. */
public enum Operation {
    /** Creates an invoice. Neither idempotent nor keyed by the client. */
    CREATE_ORDER("CreateOrder"),
    /** Deletes (hides) an invoice by its number. May be repeated without harm. */
    DELETE_ORDER("DeleteOrder");

    private final String apiName;

    Operation(String apiName) {
        this.apiName = apiName;
    }

    /** The name as it stands in the URL of the call and in a document's {@code operation} field. */
    public String apiName() {
        return apiName;
    }

    /** True if the operation makes a new invoice; every other operation is about an existing one. */
    public boolean creates() {
        return this == CREATE_ORDER;
    }

    /** The operation of that exact name, or empty. */
    public static Optional<Operation> named(String apiName) {
        for (Operation operation : values()) {
            if (operation.apiName.equals(apiName)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
