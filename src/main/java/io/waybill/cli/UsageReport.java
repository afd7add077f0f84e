package io.waybill.cli;

import io.waybill.order.NearestName;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers wrong usage with one sentence, the nearest right name, and where to read on. */
final class UsageReport implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        if (problem instanceof MissingCommandException) {
            command.usage(err, command.getColorScheme());
        } else {
            err.println(command.getColorScheme().errorText("waybill: " + sentence(problem)));
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String sentence(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        String message = String.valueOf(problem.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    private static String unmatched(UnmatchedArgumentException problem) {
        CommandLine command = problem.getCommandLine();
        String first = problem.getUnmatched().get(0);
        if (problem.isUnknownOption()) {
            return "There is no option '" + first + "'." + suggestion(first, options(command.getCommandSpec()));
        }
        Collection<String> commands = command.getSubcommands().keySet();
        return commands.isEmpty()
                ? "'" + first + "' is an argument too many."
                : "There is no command '" + first + "'." + suggestion(first, commands);
    }

    private static List<String> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> option.longestName())
                .toList();
    }

    private static String suggestion(String typed, Collection<String> names) {
        return NearestName.of(typed, names)
                .map(name -> " Did you mean '" + name + "'?")
                .orElse("");
    }
}
