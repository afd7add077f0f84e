package io.waybill.intake.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A database from which orders are taken.
 *
 * @param name what people call it
 * @param url the JDBC URL, without a user or a password
 * @param user whom the database knows, or null
 * @param password the password, or null
 * @param key the columns that tell one order from another
 * @param account the configured name of the account, or null for the only one
 * @param mapping the mapping by which rows are read, or null
 * @param poll how long it is left alone after a look that found nothing more
 * @param maxRows how many rows are read at a time
 * @param connections the most connections to it
 * @param queries the folder of its queries
 */
public record SqlSettings(
        String name,
        String url,
        String user,
        String password,
        List<String> key,
        String account,
        String mapping,
        Duration poll,
        int maxRows,
        int connections,
        Path queries) {
    /** The query that finds rows. */
    public static final String POLL = "poll.sql";
    /** The statement that marks a row as taken. */
    public static final String TAKEN = "taken.sql";
    /** The statement that stores an outcome; without it none is. */
    public static final String OUTCOME = "outcome.sql";

    private static final int FEWEST_CONNECTIONS = 2;
    private static final int MOST_CONNECTIONS = 100;
    private static final int MOST_ROWS = 100_000;
    private static final Duration SHORTEST_POLL = Duration.ofMillis(100);

    /** Copies what could change. */
    public SqlSettings {
        key = key == null ? List.of() : List.copyOf(key);
    }

    /** What is wrong with these settings, a clause for each setting by its name; empty where nothing is. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            mistakes.add("name: a source's name is 1 to 64 letters, digits, hyphens and underscores, and begins with a"
                    + " letter or digit.");
        }
        if (url == null || !url.startsWith("jdbc:")) {
            mistakes.add("url: expected a JDBC URL such as jdbc:postgresql://HOST:PORT/DATABASE.");
        } else if (url.toLowerCase(Locale.ROOT).contains("password=") || url.contains("@") && !url.contains(":@")) {
            mistakes.add("url: must not hold a user or a password; write these under user and password-file.");
        }
        keyMistakes(mistakes);
        if (poll.compareTo(SHORTEST_POLL) < 0) {
            mistakes.add("poll: is " + poll.toMillis() + " ms, but must be at least 100ms.");
        }
        if (maxRows < 1 || maxRows > MOST_ROWS) {
            mistakes.add("max-rows: is " + maxRows + ", but must be from 1 to " + MOST_ROWS + ".");
        }
        if (connections < FEWEST_CONNECTIONS || connections > MOST_CONNECTIONS) {
            mistakes.add("connections: is " + connections + ", but must be from " + FEWEST_CONNECTIONS + " to "
                    + MOST_CONNECTIONS + ": one that reads, and one that marks what is taken.");
        }
        for (String query : List.of(POLL, TAKEN)) {
            if (!Files.isRegularFile(queries.resolve(query))) {
                mistakes.add("queries: " + queries.resolve(query) + " is missing; it is the "
                        + (query.equals(POLL)
                                ? "query that finds the orders to take."
                                : "statement that marks an order as taken."));
            }
        }
        return mistakes;
    }

    private void keyMistakes(List<String> mistakes) {
        if (key.isEmpty() || key.stream().anyMatch(String::isBlank)) {
            mistakes.add("key: is missing; it names the columns that tell one order from another, the primary key as a"
                    + " rule.");
        } else if (new HashSet<>(key).size() < key.size()) {
            mistakes.add("key: names a column twice.");
        }
    }

    /** Whether outcomes are stored. */
    public boolean tellsOutcomes() {
        return Files.isRegularFile(queries.resolve(OUTCOME));
    }

    /** The database's address for people: nothing that could be a secret. */
    public String address() {
        return url.split("[?;]", 2)[0];
    }

    @Override
    public String toString() {
        return "sql source " + name + " (" + address() + ")";
    }
}
