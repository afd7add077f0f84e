package io.waybill.delivery;

import io.waybill.account.Account;
import io.waybill.account.AccountSettings;
import io.waybill.ledger.DueOrder;
import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;

/** What the tests of delivery need of a far end: its key, its signed replies, and orders for it. */
final class Far {
    static final String KEY = "Sehr-Geheim-0123456789";
    static final String LOGIN = "shop";
    static final String QUERY = "bill_email=anna%40example.com&goods%5B0%5D%5Bgood_name%5D=course&bill_tag=ABCDEFGH";

    private Far() {}

    /** A reply signed with the right key; a result of null is left out. */
    static String reply(int code, String text, String result) {
        return reply(code, text, result, KEY);
    }

    static String reply(int code, String text, String result, String key) {
        String inner = result == null ? "" : ",\"result\":" + result;
        return "{\"error_code\":" + code + ",\"error_text\":\"" + text + "\"" + inner + ",\"hash\":\""
                + md5(code + "::" + text + "::" + key) + "\"}";
    }

    static String created(long billId) {
        return reply(0, "Order created", "{\"bill_id\":" + billId + "}");
    }

    static Account account(String name, String url, int inFlight, Duration connect, Duration response) {
        return new AccountSettings(url, LOGIN, KEY, inFlight, connect, response, null, null, null)
                .checked(new AccountKey(name, false));
    }

    static DueOrder create(String account) {
        return order(account, Operation.CREATE_ORDER, 1, QUERY);
    }

    static DueOrder delete(String account) {
        return order(account, Operation.DELETE_ORDER, 1, "bill_id=258367");
    }

    static DueOrder order(String account, Operation operation, int attempt, String query) {
        return new DueOrder(7, attempt, "ABCDEFGHIJKLMNOP", new AccountKey(account, false), operation, "r-1", query);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
