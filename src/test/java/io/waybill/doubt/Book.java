package io.waybill.doubt;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An API's books in memory, for what the sandbox does not do: other time zones, and calls that are not answered. */
final class Book implements Call {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu");

    final List<FarOrder> orders = new ArrayList<>();
    final List<Ask> asked = new ArrayList<>();
    final Map<Query, Answer.None> refused = new HashMap<>();
    ZoneId zone = ZoneId.of("UTC");

    @Override
    public Answer ask(Ask ask) {
        asked.add(ask);
        Answer.None none = refused.get(ask.query());
        if (none != null) {
            return none;
        }
        return switch (ask.query()) {
            case BILLS_OF_CUSTOMER ->
                new Answer.Numbers(orders.stream()
                        .filter(order -> field(ask, "email").equals(order.email()))
                        .map(FarOrder::billId)
                        .toList());
            case ORDER_DETAILS ->
                new Answer.Orders(orders.stream()
                        .filter(order -> field(ask, "bill_id").equals(Long.toString(order.billId())))
                        .toList());
            case ORDERS_OF_DAYS -> {
                LocalDate begin = LocalDate.parse(field(ask, "begin_date"), DAY);
                LocalDate end = LocalDate.parse(field(ask, "end_date"), DAY);
                yield new Answer.Orders(orders.stream()
                        .filter(order -> !day(order.created()).isBefore(begin)
                                && !day(order.created()).isAfter(end))
                        .toList());
            }
        };
    }

    long calls(Query query) {
        return asked.stream().filter(ask -> ask.query() == query).count();
    }

    private LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    private static String field(Ask ask, String name) {
        return ask.fields().get(name).orElse("");
    }
}
