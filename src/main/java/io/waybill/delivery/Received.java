package io.waybill.delivery;

import io.waybill.account.Secret;
import io.waybill.order.Fault;
import java.time.Duration;

/**
 * A reply as it came, before anything of it is believed.
 *
 * @param status the HTTP status
 * @param contentType as the far end has it, or null
 * @param retryAfter as the far end has it, or null
 * @param body the whole body, decompressed
 */
record Received(int status, String contentType, String retryAfter, byte[] body) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration A_DATE = Duration.ofMinutes(1);
    private static final int DIGITS = 9;

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

    /**
     * How long the far end asks for no further call, by its Retry-After: ten minutes at most, since it is asked again
     * rather than believed for ever; a minute where it names a date, by a clock that need not be ours; null where it
     * asks for nothing.
     */
    Duration pause() {
        if (retryAfter == null || retryAfter.isBlank()) {
            return null;
        }
        String text = retryAfter.strip();
        if (!text.matches("[0-9]+")) {
            return A_DATE;
        }
        Duration asked = text.length() > DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(text));
        return asked.isZero() ? null : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static String shown(String header, Secret secret) {
        String quoted = Fault.excerpt(secret.removedFrom(header));
        return quoted.substring(1, quoted.length() - 1);
    }
}
