package io.waybill.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this gateway is told from others on the same ledger, by people. */
final class ThisNode {
    private ThisNode() {}

    static String name() {
        return host() + ", process " + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a machine without a name";
        }
    }
}
