package io.waybill.files;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong at each try is told once, and again only if something else goes wrong. Safe for many threads. */
public final class Outages {
    private final Map<Object, String> told = new ConcurrentHashMap<>();

    /** Whether this is not what was told of the thing last. */
    public boolean isNews(Object thing, String failure) {
        return !failure.equals(told.put(thing, failure));
    }

    /** It went well: what goes wrong from now on is news. */
    public void over(Object thing) {
        told.remove(thing);
    }
}
