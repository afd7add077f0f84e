package io.waybill.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The process of a contender. Arguments: its kind, the far end's address, how many calls are under way at a time, a
 * folder, and the key of a door. For each line {@code NAME SIZE} it prepares a batch and says so; at the next line it carries it.
 */
public final class BareMain {
    private static final Duration LIMIT = Duration.ofHours(1);

    private BareMain() {}

    /** Runs until its input ends. */
    public static void main(String[] args) throws Exception {
        Contender contender = contender(args[0], args[1], Integer.parseInt(args[2]), Path.of(args[3]), args[4]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = System.out;
        out.println("started");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            Trial trial = contender.prepare(new Batch(words[0], Integer.parseInt(words[1])));
            // nobody pays for another's garbage
            System.gc();
            out.println("prepared " + words[0] + ".");
            in.readLine();
            try {
                trial.run(Deadline.in(LIMIT));
            } catch (Exception e) {
                out.println("failed: " + e);
                System.exit(1);
            }
            out.println("carried " + words[0] + ".");
        }
        System.exit(0);
    }

    private static Contender contender(String kind, String farEnd, int inFlight, Path folder, String key)
            throws Exception {
        RandomGenerator random = new SplittableRandom();
        switch (kind) {
            case "client":
                return new BareClient(farEnd, inFlight, random);
            case "route":
                return new BareRoute(farEnd, inFlight, random);
            case "load":
                return BareLoad.signed(farEnd, inFlight, random);
            case "orders":
                return BareLoad.orders(farEnd, inFlight, key);
            case "files":
                return new BareFiles(farEnd, folder, random);
            default:
                throw new IllegalArgumentException("there is no contender " + kind);
        }
    }
}
