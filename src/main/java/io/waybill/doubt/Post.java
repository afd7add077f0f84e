package io.waybill.doubt;

import java.io.IOException;
import java.net.URI;

/** Carries a signed form to the API and brings back what came: the one thing here that needs a network. */
@FunctionalInterface
public interface Post {
    /**
     * Posts the form once, follows no redirect, and reads the reply to its end whatever its status.
     *
     * @param address of the operation
     * @param form ASCII, {@code application/x-www-form-urlencoded}, to be sent unchanged
     * @return the whole body
     * @throws IOException if none came whole; its message is shown to people, and must quote nothing of the form
     */
    byte[] post(URI address, String form) throws IOException;
}
