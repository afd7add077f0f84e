package io.waybill.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One order as the sandbox holds it.
 *
 * @param billId its invoice number
 * @param login the account that created it
 * @param receivedAt when it came
 * @param created its time of creation in Unix seconds: what was sent as {@code bill_created}, else when it came
 * @param deleted whether it was deleted
 * @param email the buyer's address in lower case
 * @param tag what was sent as {@code bill_tag}, else empty
 * @param comment what was sent as {@code bill_comment}, else empty
 * @param fields all fields as they were understood, by flat names ({@code goods[0][good_name]}), in their order
 */
public record SandboxOrder(
        long billId,
        String login,
        Instant receivedAt,
        long created,
        boolean deleted,
        String email,
        String tag,
        String comment,
        Map<String, String> fields) {}
