package io.waybill.account;

/** Whether an address is this very machine's, so that what goes there without encryption never leaves it. */
public final class Loopback {
    private Loopback() {}

    /**
     * Judges by the text, not by asking a name service: its answer may change.
     *
     * @param host a name or an address as it stands in a URI, an IPv6 address in brackets
     */
    public static boolean is(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.matches("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}")
                || host.matches("\\[(0{0,4}:){2,7}0{0,3}1]");
    }
}
