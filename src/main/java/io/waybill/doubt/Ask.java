package io.waybill.doubt;

import io.waybill.order.Fields;
import java.util.List;
import java.util.Map;

/**
 * One question to the API.
 *
 * @param query which call
 * @param fields its fields, without {@code hash}
 */
public record Ask(Query query, Fields fields) {
    /** For the numbers of a customer's orders, whatever their state. */
    static Ask billsOf(String email) {
        return new Ask(Query.BILLS_OF_CUSTOMER, Fields.of(List.of(Map.entry("email", email))));
    }

    /** For one order. */
    static Ask details(long billId) {
        return new Ask(Query.ORDER_DETAILS, Fields.of(List.of(Map.entry("bill_id", Long.toString(billId)))));
    }

    /** For the orders of some days. Without {@code paid}, since any text in it, "false" too, counts as true. */
    static Ask ordersOf(Days days) {
        return new Ask(
                Query.ORDERS_OF_DAYS,
                Fields.of(List.of(Map.entry("begin_date", days.begin()), Map.entry("end_date", days.end()))));
    }
}
