package io.waybill.sandbox;

import java.util.Map;

/** An order as the API shows it: scalars as texts, marks without their prefix. */
final class OrderDetails {
    private static final String MARK = "utm_";

    private OrderDetails() {}

    /** Writes all members of the order, without the braces around them. */
    static void writeMembers(Json json, StoredOrder order) {
        PhpArray form = order.form();
        Goods goods = Goods.of(form);
        String total = goods.total().toPlainString();
        json.member("id", Long.toString(order.id))
                .member("first_name", form.text("bill_first_name"))
                .member("last_name", form.text("bill_surname"))
                .member("middle_name", either(form, "bill_middle_name", "bill_otchestvo"))
                .member("email", order.email)
                .member("phone", form.text("bill_phone"))
                .member("city", form.text("bill_city"))
                .member("country", form.text("bill_country"))
                .member("address", form.text("bill_address"))
                .member("region", form.text("bill_region"))
                .member("postalcode", form.text("bill_postal_code"))
                .member("created", Long.toString(order.created))
                .member("pay_status", "waiting")
                .member("paid", "0")
                .member("type", "")
                .member("payway", "")
                .member("comment", form.text("bill_comment"))
                .member("domain", form.text("bill_domain"))
                .member("link", link(order, form.text("bill_domain")))
                .member("good_count", Integer.toString(goods.names().size()))
                .member("price", total)
                .member("bill_sum_topay", total)
                .member("tag", order.tag)
                .member("kupon", either(form, "bill_kupon", "bill_coupon"));
        writeMarks(json, form);
        json.name("items").open('[');
        for (int i = 0; i < goods.names().size(); i++) {
            String name = goods.names().get(i);
            json.open('{')
                    .member("id", name)
                    .member("title", name)
                    .member("sum", goods.price(i).toPlainString())
                    .member("price", Goods.storePrice().toPlainString())
                    .member("pincode", "")
                    .name("partners")
                    .open('[')
                    .close(']')
                    .close('}');
        }
        json.close(']');
    }

    private static void writeMarks(Json json, PhpArray form) {
        if (!(form.get("utm") instanceof PhpArray marks)) {
            return;
        }
        boolean any = false;
        for (Map.Entry<String, Object> mark : marks.entries().entrySet()) {
            if (mark.getKey().startsWith(MARK) && mark.getValue() instanceof String text && !text.isEmpty()) {
                if (!any) {
                    json.name("utm").open('{');
                    any = true;
                }
                json.member(mark.getKey().substring(MARK.length()), text);
            }
        }
        if (any) {
            json.close('}');
        }
    }

    private static String either(PhpArray form, String name, String otherName) {
        String text = form.text(name);
        return text.isEmpty() ? form.text(otherName) : text;
    }

    private static String link(StoredOrder order, String domain) {
        String path = "/bill/?id=" + order.id + "&crc=" + Long.toHexString(Goods.number(order.email) * order.id);
        return domain.isEmpty() ? path : "http://" + domain + path;
    }
}
