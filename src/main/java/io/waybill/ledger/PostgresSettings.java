package io.waybill.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.Driver;

/**
 * A ledger in PostgreSQL, which any number of gateways share.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}, without a password
 * @param user whom the database knows, or null for the one that runs this process
 * @param password the password, or null where the database asks for none
 * @param lease how long a gateway may be silent until the others take up its work
 */
public record PostgresSettings(String url, String user, String password, Duration lease) {
    /** How every URL of a ledger begins. */
    public static final String PREFIX = "jdbc:postgresql://";

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What is wrong with these settings, a clause for each setting by its name; empty where nothing is. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (url.contains("password=") || url.contains("@")) {
            mistakes.add("url: must not hold a user or a password; write these under user and password-file.");
        } else if (!url.startsWith(PREFIX) || url.length() == PREFIX.length() || Driver.parseURL(url, null) == null) {
            mistakes.add("url: expected " + PREFIX + "HOST:PORT/DATABASE; leave it out for the embedded ledger.");
        }
        if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
            mistakes.add("lease: is " + lease.toMillis() + " ms, but must be between 1s and 10m.");
        }
        return mistakes;
    }

    /** The database's address for people: nothing that could be a secret. */
    public String address() {
        int end = url.indexOf('?');
        String address = end < 0 ? url : url.substring(0, end);
        return address.substring(Math.min(PREFIX.length(), address.length()));
    }

    @Override
    public String toString() {
        return PREFIX + address();
    }
}
