package io.waybill.doubt;

import java.util.Set;

/** The calls of the API that only read and that doubts are resolved by, by their documented, case-sensitive names. */
public enum Query {
    /** The invoice numbers of one customer. */
    BILLS_OF_CUSTOMER("GetBills", Set.of(400)),
    /** One order. */
    ORDER_DETAILS("getOrderDetails", Set.of(400)),
    /** All orders of some days. What an empty answer looks like is not documented; 401 has been seen with its elder. */
    ORDERS_OF_DAYS("getOrdersWithGoods", Set.of(400, 401));

    private static final Set<Integer> CONFIGURATION = Set.of(1, 2, 4, 5, 6, 7, 8);

    private final String apiName;
    private final Set<Integer> nothingFound;

    Query(String apiName, Set<Integer> nothingFound) {
        this.apiName = apiName;
        this.nothingFound = nothingFound;
    }

    /** The name as it stands in the URL of the call. */
    public String apiName() {
        return apiName;
    }

    /** Whether a verified code says that there is nothing to be shown. */
    boolean foundNothing(int code) {
        return nothingFound.contains(code);
    }

    /** Whether a code is about the account and not about the question: asking again makes it worse. */
    static boolean isConfiguration(int code) {
        return CONFIGURATION.contains(code);
    }
}
