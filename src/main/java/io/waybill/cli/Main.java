package io.waybill.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Entry point of the command line.
 *
 * <p>Picocli looks at the fields and method signatures of every subcommand before it runs one. A subcommand must
 * therefore name no Spring or Camel type there: it starts them inside a method's body, so that {@code help} and
 * {@code sign} answer at once.
 */
@Command(
        name = "waybill",
        header = "Carries orders to the InfluencerSoft API: signed, verified, each exactly once.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage or configuration", "3:no gateway is running"},
        footer = "'waybill help COMMAND' tells more about one command.",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            RunCommand.class,
            StatusCommand.class,
            ListCommand.class,
            ShowCommand.class,
            ReplayCommand.class,
            DiscardCommand.class,
            ResolveCommand.class,
            AccountsCommand.class,
            KeysCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            LedgerCommand.class,
            SandboxCommand.class,
            BenchCommand.class,
            ValidateCommand.class,
            SignCommand.class,
            CompletionCommand.class,
            HelpCommand.class);
    private static final List<Class<?>> ABOUT_ALL_COMMANDS = List.of(CompletionCommand.class, HelpCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "When a command fails, show the stack trace, not only the reason.")
    private boolean debug;

    private Main() {}

    /** Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage or configuration, 3 no gateway. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /** Runs one command against the given writers and returns its exit code, leaving the process alive. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        CommandLine command = new CommandLine(main);
        needed(args).forEach(command::addSubcommand);
        UsagePage.dress(command);
        return command.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageReport())
                .setExecutionExceptionHandler(new FailureReport(() -> main.debug))
                .execute(args);
    }

    /** The one command that is named, since describing all to picocli takes a third of a second; or all. */
    private static List<Class<?>> needed(String... args) {
        for (String word : args) {
            if (!word.startsWith("-")) {
                return COMMANDS.stream()
                        .filter(command ->
                                word.equals(command.getAnnotation(Command.class).name()))
                        .findFirst()
                        .filter(command -> !ABOUT_ALL_COMMANDS.contains(command))
                        .<List<Class<?>>>map(List::of)
                        .orElse(COMMANDS);
            }
        }
        return COMMANDS;
    }

    /** Without a command there is nothing to do but to say what there is. */
    @Override
    public void run() {
        throw new MissingCommandException(spec.commandLine());
    }
}
