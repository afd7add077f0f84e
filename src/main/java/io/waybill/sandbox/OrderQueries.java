package io.waybill.sandbox;

import java.time.Clock;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The operations that only read, and {@code DeleteOrder}. */
final class OrderQueries {
    private final OrderBook book;
    private final Clock clock;

    OrderQueries(OrderBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** {@code DeleteOrder}: the order is there no more, for a second delete neither. */
    Reply delete(String login, PhpArray form, byte[] query) throws java.io.IOException {
        String number = form.text("bill_id");
        if (number.isEmpty()) {
            return Reply.error(203);
        }
        return book.delete(login, number(number)) ? Reply.ok(null) : Reply.error(200);
    }

    /** {@code getOrderDetails}. */
    Reply details(String login, PhpArray form, byte[] query) {
        StoredOrder order = book.find(login, number(form.text("bill_id")));
        if (order == null) {
            return Reply.error(400);
        }
        Json json = new Json().open('{');
        OrderDetails.writeMembers(json, order);
        if (isTrue(form.text("good_info"))) {
            json.name("good_ids").open('[');
            for (String name : Goods.of(order.form()).names()) {
                json.text(Long.toString(Goods.number(name)));
            }
            json.close(']').member("prepayment_enabled", "0").member("prepayment_minsum", "0.00");
        }
        return Reply.ok(json.close('}'));
    }

    /** {@code GetBills}: the orders of one buyer, by their numbers. */
    Reply bills(String login, PhpArray form, byte[] query) {
        String email = PhpText.lower(form.text("email"));
        if (!CreateOrder.isEmail(email)) {
            return Reply.error(3);
        }
        List<StoredOrder> orders = new ArrayList<>();
        String status = form.text("pay_status");
        if (status.isEmpty() || status.equals("waiting")) {
            book.newestOfBuyer(login, email, order -> {
                orders.add(order);
                return false;
            });
        }
        if (orders.isEmpty()) {
            return Reply.error(400);
        }
        Collections.reverse(orders);
        Json json = new Json().open('{');
        for (StoredOrder order : orders) {
            json.name(Long.toString(order.id)).open('{');
            Goods.of(order.form()).names().stream()
                    .distinct()
                    .forEach(name -> json.name(Long.toString(Goods.number(name)))
                            .open('{')
                            .member("good_name", name)
                            .member("good_title", name)
                            .close('}'));
            json.close('}');
        }
        return Reply.ok(json.close('}'));
    }

    /** {@code getOrdersWithGoods}: the orders of some days. Nothing here is ever paid. */
    Reply withGoods(String login, PhpArray form, byte[] query) {
        DateWindow window;
        try {
            window = DateWindow.of(form.text("begin_date"), form.text("end_date"), clock);
        } catch (DateTimeException noDate) {
            return Reply.error(3);
        }
        List<String> products = products(form.get("goods"));
        Json json = new Json().open('[');
        if (!isTrue(form.text("paid"))) {
            book.eachHeld(order -> {
                boolean asked = !order.deleted && order.login.equals(login) && window.holds(order.created);
                if (asked && (products.isEmpty() || hasAny(order, products))) {
                    json.open('{');
                    OrderDetails.writeMembers(json, order);
                    json.member("is_recurrent", false).close('}');
                }
            });
        }
        return Reply.ok(json.close(']'));
    }

    /** {@code GetAllGoods}: a small shop; a check of credentials that changes nothing. */
    Reply allGoods(String login, PhpArray form, byte[] query) {
        Json json = new Json().open('[');
        for (String name : new String[] {"course", "book", "physical-book"}) {
            json.open('{')
                    .member("good_id", Goods.number(name))
                    .member("good_name", name)
                    .member("good_title", name)
                    .member("good_sum", Goods.storePrice().toPlainString())
                    .member("good_type", name.startsWith("physical") ? "1" : "0")
                    .close('}');
        }
        return Reply.ok(json.close(']'));
    }

    private static boolean hasAny(StoredOrder order, List<String> products) {
        for (String name : Goods.of(order.form()).names()) {
            if (products.contains(Long.toString(Goods.number(name)))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> products(Object sent) {
        List<String> products = new ArrayList<>();
        if (sent instanceof PhpArray list) {
            list.entries().values().forEach(one -> products.add(String.valueOf(one)));
        } else if (sent instanceof String one && !one.isEmpty()) {
            products.add(one);
        }
        return products;
    }

    /** PHP's truth of a text: all but the empty one and {@code 0}, so {@code false} is true. */
    private static boolean isTrue(String text) {
        return !text.isEmpty() && !text.equals("0");
    }

    /** PHP's integer of a text: its leading digits. */
    private static long number(String text) {
        int end = 0;
        while (end < text.length() && end < 18 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Long.parseLong(text.substring(0, end));
    }
}
