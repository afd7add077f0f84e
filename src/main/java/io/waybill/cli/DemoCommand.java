package io.waybill.cli;

import io.waybill.gateway.Gateway;
import io.waybill.ledger.FilingDesk;
import io.waybill.ledger.LedgerView;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows the main job on the samples. It always sends to the sandbox, whatever config/ says, so that a demonstration
 * never orders anything.
 */
@Command(
        name = "demo",
        header = "Run the sample orders through a gateway and the sandbox, and show what became of them.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final long LONGEST_SECONDS = 120;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Spec
    private CommandSpec spec;

    @Option(names = "--keep", description = "Stay up afterwards, until Ctrl-C: drop orders of your own.")
    private boolean keep;

    @Option(names = "--data", paramLabel = "DIR", description = "Scratch folder; default: a new one below data/demo/.")
    private Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = GatewayOptions.home();
        Path scratch = data != null
                ? data.toAbsolutePath().normalize()
                : home.resolve("data/demo")
                        .resolve(LocalDateTime.now(ZoneId.systemDefault()).format(STAMP));
        DemoBoard board = new DemoBoard(spec.commandLine().getOut(), Terminal.isInteractive());
        board.say("Starting a gateway and the sandbox; everything stays in " + scratch);
        Gateway gateway = GatewayOptions.start(null, settings(home, scratch));
        boolean settled;
        try {
            gateway.ledger().signals().add(board);
            List<Path> samples = drop(home.resolve("samples"), gateway.inbox());
            board.say("Dropped " + samples.size() + " documents into " + gateway.inbox());
            settled = waitUntilFiled(gateway, samples.size());
            board.end();
            new OutcomeTable(gateway.data())
                    .print(gateway.ledger(), spec.commandLine().getOut());
        } catch (IOException | InterruptedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
        if (keep) {
            board.say("\nStill running: drop orders into " + gateway.inbox() + "; Ctrl-C ends it.");
            Stop.untilSignal(gateway);
        }
        gateway.close();
        if (!settled) {
            throw CommandFailure.failed("The samples were not settled within " + LONGEST_SECONDS + " s.", null);
        }
        return 0;
    }

    private static Map<String, String> settings(Path home, Path scratch) {
        Map<String, String> settings = new HashMap<>();
        settings.put("waybill.home", home.toString());
        settings.put("waybill.data", scratch.toString());
        settings.put("logging.level.io.waybill", "warn");
        return settings;
    }

    /** Each sample is written beside the inbox and renamed into it, as a careful partner does. */
    private static List<Path> drop(Path samples, Path inbox) throws IOException {
        List<Path> dropped = new ArrayList<>();
        Files.createDirectories(inbox);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(samples)) {
            for (Path sample : files) {
                Path draft = inbox.resolve(sample.getFileName() + ".part");
                Files.copy(sample, draft, StandardCopyOption.REPLACE_EXISTING);
                Path place = inbox.resolve(sample.getFileName());
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
                dropped.add(place);
            }
        }
        return dropped;
    }

    private static boolean waitUntilFiled(Gateway gateway, int documents) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        try (FilingDesk desk = gateway.ledger().filingDesk();
                LedgerView view = gateway.ledger().view()) {
            while (System.nanoTime() < deadline) {
                boolean all = desk.documents().size() >= documents;
                boolean open = view.overview(Instant.now(), 0).open() > 0;
                if (all && !open && desk.unfiled().isEmpty()) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        return false;
    }
}
