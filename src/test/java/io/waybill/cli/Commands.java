package io.waybill.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands in the process of the tests, which costs a hundredth of a process of their own. */
public final class Commands {
    private Commands() {}

    /**
     * What came of a command.
     *
     * @param exit its exit code
     * @param log what it printed, on both outputs
     */
    public record Ran(int exit, String log) {}

    /** Runs one to its end. */
    public static Ran run(String... words) {
        StringWriter log = new StringWriter();
        PrintWriter out = new PrintWriter(log, true);
        return new Ran(Main.run(out, out, words), log.toString());
    }
}
