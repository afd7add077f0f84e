package io.waybill.cli;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExitCodeGenerator;

/** Ends a command with a sentence for the person who ran it, and an exit code. */
final class CommandFailure extends RuntimeException implements IExitCodeGenerator {
    private static final long serialVersionUID = 1L;

    private static final int NO_GATEWAY = 3;

    private final int exitCode;

    private CommandFailure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** The command could not do its work: exit code 1. The cause, shown with {@code --debug}, may be null. */
    static CommandFailure failed(String sentence, Throwable cause) {
        return new CommandFailure(ExitCode.SOFTWARE, sentence, cause);
    }

    /** What the person configured or typed cannot be used: exit code 2. The cause may be null. */
    static CommandFailure configuration(String sentence, Throwable cause) {
        return new CommandFailure(ExitCode.USAGE, sentence, cause);
    }

    /** There is no gateway to ask: exit code 3. The cause may be null. */
    static CommandFailure noGateway(String sentence, Throwable cause) {
        return new CommandFailure(NO_GATEWAY, sentence, cause);
    }

    /** Whether there was nobody to ask. */
    boolean isNoGateway() {
        return exitCode == NO_GATEWAY;
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }
}
