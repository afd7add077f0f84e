package io.waybill.cli;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.ParseResult;

/** Answers a failed command with its reason; the stack trace is for those who ask for it. */
final class FailureReport implements IExecutionExceptionHandler {
    private final BooleanSupplier debug;

    FailureReport(BooleanSupplier debug) {
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText("waybill: " + reason(failure)));
        if (debug.getAsBoolean()) {
            failure.printStackTrace(err);
        }
        return failure instanceof IExitCodeGenerator own
                ? own.getExitCode()
                : command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String reason(Throwable failure) {
        if (failure instanceof CommandFailure) {
            return failure.getMessage();
        }
        String cause = failure.getCause() == null ? "" : " (" + said(failure.getCause()) + ")";
        return said(failure) + cause;
    }

    // an exception that is not meant for people often says little without its kind: "ledger.db" of a missing file
    private static String said(Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        return message == null || message.isBlank() ? kind : kind + ": " + message.strip();
    }
}
