package io.waybill.sandbox;

import java.io.IOException;

/** {@code CreateOrder}: checks in the service's way, then a new order. */
final class CreateOrder implements Operation {
    private static final String[] FOR_DELIVERY = {
        "bill_first_name", "bill_surname", "bill_country", "bill_city", "bill_address"
    };

    private final OrderBook book;
    private final boolean refusesDuplicates;

    CreateOrder(OrderBook book, boolean refusesDuplicates) {
        this.book = book;
        this.refusesDuplicates = refusesDuplicates;
    }

    @Override
    public Reply answer(String login, PhpArray form, byte[] query) throws IOException {
        String email = form.text("bill_email");
        if (!isEmail(email)) {
            return Reply.error(600, email);
        }
        Goods goods = Goods.of(form);
        if (goods.names().isEmpty()) {
            return Reply.error(603);
        }
        String missing = goods.missing();
        if (missing != null) {
            return Reply.error(604, missing);
        }
        if (goods.isAnyPhysical() && !canBeDelivered(form)) {
            return Reply.error(605);
        }
        if (refusesDuplicates) {
            StoredOrder twin = book.newestOfBuyer(
                    login,
                    PhpText.lower(email),
                    order -> Goods.of(order.form()).names().equals(goods.names()));
            if (twin != null) {
                return Reply.error(601).withResult(invoice(twin.id));
            }
        }
        return new Reply(0, "Order created", invoice(book.create(login, form, query)));
    }

    static Json invoice(long number) {
        return new Json().open('{').member("bill_id", number).close('}');
    }

    /** The service's loose check: one {@code @}, no blanks, a domain of labels with two characters in the last. */
    static boolean isEmail(String email) {
        int at = email.indexOf('@');
        if (at < 1 || email.indexOf('@', at + 1) >= 0) {
            return false;
        }
        int label = at + 1;
        for (int i = 0; i < email.length(); i++) {
            char c = email.charAt(i);
            if (c <= ' ' || (c == '.' && i == label)) {
                return false;
            }
            if (c == '.' && i > at) {
                label = i + 1;
            }
        }
        return label > at + 1 && email.length() - label >= 2;
    }

    private static boolean canBeDelivered(PhpArray form) {
        for (String name : FOR_DELIVERY) {
            if (form.text(name).isBlank()) {
                return false;
            }
        }
        return true;
    }
}
