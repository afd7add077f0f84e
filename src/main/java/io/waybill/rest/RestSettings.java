package io.waybill.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the REST API for a business's own programs is served.
 *
 * @param port where it listens; 0 for any free port
 * @param address the local address on which it listens
 * @param maxBody the most bytes of a body
 * @param inFlight the most bodies that are taken at one time
 * @param rate the most calls of one caller in a second; null for any number
 * @param maxWait the longest {@code ?wait=}
 */
public record RestSettings(int port, String address, long maxBody, int inFlight, Double rate, Duration maxWait) {
    private static final int LAST_PORT = 65_535;
    private static final int MOST_IN_FLIGHT = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** What is wrong with them, a sentence each, each behind its key. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (port < 0 || port > LAST_PORT) {
            mistakes.add(
                    "port: cannot be " + port + "; expected 0 for any free port, or a port up to " + LAST_PORT + ".");
        }
        if (address.isBlank()) {
            mistakes.add("address: is empty; expected an address of this machine, or 0.0.0.0 for all.");
        }
        if (maxBody < 1) {
            mistakes.add("max-body: is " + maxBody + " bytes, but must be at least 1; a size is written 64MB.");
        }
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT) {
            mistakes.add("in-flight: is " + inFlight + ", but must be from 1 to " + MOST_IN_FLIGHT + ".");
        }
        if (rate != null && !(rate > 0)) {
            mistakes.add("rate: is " + rate + ", but must be above 0; leave it out for any number of calls.");
        }
        if (maxWait.isNegative() || maxWait.compareTo(LONGEST_WAIT) > 0) {
            mistakes.add("max-wait: is " + maxWait.toMillis() + " ms, but must be from 0s to "
                    + LONGEST_WAIT.toMinutes() + "m.");
        }
        return mistakes;
    }
}
