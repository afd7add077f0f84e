package io.waybill.cli;

/** What is known of the terminal. */
final class Terminal {
    private Terminal() {}

    /** Whether a person looks at standard output, on a terminal that understands cursor movements. */
    static boolean isInteractive() {
        // Since Java 22 there is a console without a terminal, too; its isTerminal() tells.
        if (System.console() == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
