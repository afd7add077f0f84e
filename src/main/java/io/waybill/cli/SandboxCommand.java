package io.waybill.cli;

import io.waybill.sandbox.Sandbox;
import io.waybill.sandbox.SandboxFault;
import io.waybill.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill sandbox}: runs the stand-in for the API until it is stopped by a signal. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Run a stand-in for the InfluencerSoft API on 127.0.0.1, until Ctrl-C or SIGTERM.",
        footer = {
            "",
            "A fault is KIND[=VALUE][,SETTING=VALUE...], for example",
            "  --fault latency=100-300ms,rate=0.5",
            "  --fault cut-after,operation=CreateOrder,count=3",
            "  --fault code=604,rate=0.01",
            "Kinds: latency, latency-before, error-before, error-after, cut-before, cut-after, cut-body,",
            "wrong-hash, html, html-after, empty-after, redirect, redirect-after, code, no-invoice,",
            "taken-invoice, close-idle. Settings: rate (0 to 1), operation, count, delay, status, code, text,",
            "location. \"before\" means that nothing was done, \"after\" that the order was created all the same.",
            "While it runs: POST (add), PUT (replace), GET, DELETE /sandbox/faults with the same names as JSON."
        })
public final class SandboxCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8788", paramLabel = "N", description = "Port (default: 8788; 0: any).")
    private int port;

    @Option(names = "--login", defaultValue = "demo", paramLabel = "L", description = "Account login (default: demo).")
    private String login;

    @ArgGroup
    private final Key key = new Key();

    @Option(names = "--data", paramLabel = "DIR", description = "Keeps its orders here; without it, in memory only.")
    private Path data;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Newest orders held (default: 100000; 0: counters only, for load).")
    private int keep = SandboxOptions.KEEP;

    @Option(names = "--fault", paramLabel = "SPEC", description = "What goes wrong from the start; may be repeated.")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "For the chance of faults.")
    private long seed;

    @Option(names = "--duplicates", description = "Answers 601 to a second order of one buyer for the same products.")
    private boolean duplicates;

    @Spec
    private CommandSpec spec;

    private static final class Key {
        @Option(names = "--key", paramLabel = "K", description = "API key (default: demo-key).")
        private String text;

        @Option(
                names = "--key-file",
                paramLabel = "F",
                description = "File with the API key; a line break at its end is no part of it.")
        private Path file;
    }

    /** Starts it, says where it is, and waits for the signal that ends the process. */
    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Sandbox sandbox;
        try {
            sandbox = Sandbox.start(options());
        } catch (UncheckedIOException unusable) {
            spec.commandLine().getErr().println(unusable.getMessage());
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
        out.println("Sandbox ready at " + sandbox.url() + " for login " + login + "; what it was sent is at "
                + sandbox.url() + "/sandbox/orders, /sandbox/calls and /sandbox/counts");
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private SandboxOptions options() {
        try {
            return SandboxOptions.defaults()
                    .withPort(port)
                    .withAccount(login, key())
                    .withDirectory(data)
                    .withKeep(keep)
                    .withSeed(seed)
                    .withDuplicates(duplicates)
                    .withFaults(faults.stream().map(SandboxFault::parse).toList());
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private String key() {
        if (key.file == null) {
            return key.text == null ? "demo-key" : key.text;
        }
        try {
            return Files.readString(key.file, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
        } catch (IOException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), "the key file " + key.file + " cannot be read: " + unreadable, unreadable);
        }
    }
}
