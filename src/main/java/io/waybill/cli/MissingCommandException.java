package io.waybill.cli;

import picocli.CommandLine;

/** No command was named: the answer is the whole usage page. */
final class MissingCommandException extends CommandLine.ParameterException {
    private static final long serialVersionUID = 1L;

    MissingCommandException(CommandLine commandLine) {
        super(commandLine, "A command is missing.");
    }
}
