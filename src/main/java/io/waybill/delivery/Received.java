package io.waybill.delivery;

import io.waybill.account.Secret;
import io.waybill.order.Fault;

/**
 * A reply as it came, before anything of it is believed.
 *
 * @param status the HTTP status
 * @param contentType as the far end has it, or null
 * @param retryAfter as the far end has it, or null
 * @param body the whole body, decompressed
 */
record Received(int status, String contentType, String retryAfter, byte[] body) {

    /** "HTTP 503, text/html, Retry-After 30": for the reason. */
    String described(Secret secret) {
        StringBuilder words = new StringBuilder("HTTP ").append(status);
        if (contentType != null) {
            words.append(", ").append(shown(contentType, secret));
        }
        if (retryAfter != null) {
            words.append(", Retry-After ").append(shown(retryAfter, secret));
        }
        return words.toString();
    }

    private static String shown(String header, Secret secret) {
        String quoted = Fault.excerpt(secret.removedFrom(header));
        return quoted.substring(1, quoted.length() - 1);
    }
}
