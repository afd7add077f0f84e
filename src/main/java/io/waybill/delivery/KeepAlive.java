package io.waybill.delivery;

import java.util.Iterator;
import org.apache.hc.core5.http.HeaderElement;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * How long an idle connection may be used again: a second less than the far end says it keeps it, and four seconds at
 * most, since common servers that say nothing close after five.
 */
final class KeepAlive {
    private static final TimeValue LONGEST = TimeValue.ofSeconds(4);
    // Not zero, which would mean for ever.
    private static final TimeValue NEVER = TimeValue.ofMilliseconds(1);

    private KeepAlive() {}

    static TimeValue duration(HttpResponse response, HttpContext context) {
        Iterator<HeaderElement> hints = MessageSupport.iterate(response, "Keep-Alive");
        while (hints.hasNext()) {
            HeaderElement hint = hints.next();
            if (hint.getName().equalsIgnoreCase("timeout") && hint.getValue() != null) {
                try {
                    long seconds = Long.parseLong(hint.getValue());
                    return seconds <= 1
                            ? NEVER
                            : TimeValue.ofSeconds(seconds - 1).min(LONGEST);
                } catch (NumberFormatException e) {
                    return LONGEST;
                }
            }
        }
        return LONGEST;
    }
}
