package io.waybill.intake.folder;

import io.waybill.intake.Unfinished;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands in again the files that were claimed and not brought to an end: by a process before this one, or by this one
 * while something was in the way. Intake goes on where the ledger stands.
 */
public final class Leftovers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Path inbox;
    private final Unfinished unfinished =
            new Unfinished((message, claimed) -> this.claims.describe(message, ClaimedFile.at(claimed)));
    private volatile ClaimStrategy claims;

    /** @param inbox the folder that is polled */
    public Leftovers(Path inbox) {
        this.inbox = inbox.toAbsolutePath().normalize();
    }

    /** Begins with what an earlier process left. Call once, when the routes have started. */
    public void start(CamelContext camel, ClaimStrategy strategy) throws IOException {
        claims = strategy;
        unfinished.start(camel);
        for (Path file : find()) {
            LOG.info("Going on with {}, which was being read when the gateway stopped", file.getFileName());
            unfinished.handIn(file);
        }
    }

    /**
     * Begins, in place of {@link #start}, with an inbox that other gateways share: looks again and again for what they
     * have left. What one of them still has at work is handed in, too: the ledger tells whose it is.
     */
    public void share(CamelContext camel, ClaimStrategy strategy, Duration pause) {
        claims = strategy;
        unfinished.start(camel);
        unfinished.every(pause, this::look);
    }

    private void look() {
        try {
            for (Path file : find()) {
                if (!claims.isUnderWay(reference(file))) {
                    unfinished.handIn(file);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The inbox {} could not be looked through for unfinished files: {}", inbox, e.toString());
        }
    }

    private static String reference(Path claimed) {
        return ClaimedFile.at(claimed).reference();
    }

    /** A claimed file could not be brought to an end; it is handed in again in a few seconds. */
    public void again(Path claimed) {
        unfinished.again(claimed);
    }

    /** The public ids of the documents that are claimed. */
    public Set<String> references() throws IOException {
        return find().stream().map(Leftovers::reference).collect(Collectors.toSet());
    }

    /**
     * Every claimed file of the inbox and of the folders of accounts and mappings in it; empty folders that were made for
     * one claim are removed.
     */
    List<Path> find() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : sources(inbox)) {
            for (Path inner : sources(folder)) {
                collect(inner.resolve(ClaimedFile.FOLDER), found);
            }
            collect(folder.resolve(ClaimedFile.FOLDER), found);
        }
        collect(inbox.resolve(ClaimedFile.FOLDER), found);
        return found;
    }

    private static List<Path> sources(Path parent) throws IOException {
        return folders(parent).stream()
                .filter(folder -> !folder.getFileName().toString().startsWith("."))
                .toList();
    }

    private static void collect(Path claims, List<Path> found) throws IOException {
        for (Path claim : list(claims)) {
            if (!Files.isDirectory(claim)) {
                if (claim.getFileName().toString().indexOf('.') > 0) {
                    found.add(claim);
                }
                continue;
            }
            List<Path> files = list(claim);
            if (files.isEmpty()) {
                Files.deleteIfExists(claim);
            }
            found.addAll(files);
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        return list(parent).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            }
        }
        return entries;
    }

    @Override
    public void close() {
        unfinished.close();
    }
}
