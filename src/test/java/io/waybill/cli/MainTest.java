package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_goes_to_standard_output_and_names_commands_and_exit_codes() {
        assertThat(run("help")).isZero();
        assertThat(out.toString())
                .contains("Usage: waybill [-hV] [--debug] COMMAND")
                .contains(
                        "Commands:",
                        "completion",
                        "Exit codes:",
                        "wrong usage or configuration",
                        "no gateway is running")
                .contains("status", "list", "show");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void no_command_is_wrong_usage_and_shows_what_there_is() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: waybill", "Commands:");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void an_unknown_command_gets_one_sentence_with_the_nearest_name() {
        assertThat(run("hlep")).isEqualTo(2);
        assertThat(err.toString()).startsWith("waybill: There is no command 'hlep'. Did you mean 'help'?");
        assertThat(err.toString().lines()).hasSize(2);
    }

    @Test
    void an_unknown_option_gets_one_sentence_with_the_nearest_name() {
        assertThat(run("completion", "--halp")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("waybill: There is no option '--halp'. Did you mean '--help'?")
                .contains("Try 'waybill completion --help'.");
    }

    @Test
    void a_word_too_many_is_named() {
        assertThat(run("completion", "zsh")).isEqualTo(2);
        assertThat(err.toString()).startsWith("waybill: 'zsh' is an argument too many.");
    }

    @Test
    void the_version_names_waybill_and_java() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("waybill ", "Java " + Runtime.version());
    }

    @Test
    void every_command_knows_the_version() {
        assertThat(run("completion", "--version")).isZero();
        assertThat(out.toString()).contains("Java " + Runtime.version());
    }

    @Test
    void every_command_that_help_lists_is_there_under_its_name() {
        run("help");
        List<String> names = out.toString()
                .lines()
                .dropWhile(line -> !line.startsWith("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches("  \\S.*"))
                .map(line -> line.strip().split("[ ,]")[0])
                .toList();
        assertThat(names).contains("run", "demo", "status", "accounts", "help").hasSizeGreaterThan(14);
        for (String name : names) {
            out.getBuffer().setLength(0);
            assertThat(run("--debug", name, "--help")).as(name).isZero();
            assertThat(out.toString()).contains("Usage: waybill " + name);
        }
    }

    @Test
    void the_completion_script_knows_the_commands() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("completion", "--debug");
    }

    @Test
    void a_failure_is_a_reason_and_not_a_stack_trace() {
        assertThat(fail(false, new IllegalStateException("no room", new NoSuchFileException("ledger.db"))))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("waybill: IllegalStateException: no room (NoSuchFileException: ledger.db)");
    }

    @Test
    void a_failure_meant_for_people_is_its_own_sentence_and_exit_code() {
        assertThat(fail(false, CommandFailure.configuration("The key is empty: set waybill.accounts.shop.key.", null)))
                .isEqualTo(2);
        assertThat(fail(false, CommandFailure.failed("No gateway answers.", null)))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "waybill: The key is empty: set waybill.accounts.shop.key.", "waybill: No gateway answers.");
    }

    @Test
    void a_stack_trace_is_shown_to_those_who_ask() {
        assertThat(fail(true, new IllegalStateException("no room"))).isEqualTo(1);
        assertThat(err.toString()).contains("waybill: IllegalStateException: no room", "\tat io.waybill.cli.MainTest");
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private int fail(boolean debug, Exception failure) {
        return new CommandLine(new Failing(failure))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new FailureReport(() -> debug))
                .execute();
    }

    @Command(name = "failing")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
