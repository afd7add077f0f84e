package io.waybill.intake.folder;

import io.waybill.intake.IntakeHeaders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims a file by renaming it into {@code .waybill/} beside it, under a name that begins with the document's id: of any
 * number of pollers one wins. What becomes of it then is intake's affair; a document that intake could not bring to an
 * end stays claimed and is handed in again.
 */
public final class ClaimStrategy implements GenericFileProcessStrategy<File> {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimStrategy.class);

    private final Path inbox;
    private final FolderSettings settings;
    private final Supplier<String> references;
    private final Consumer<Path> unfinished;
    private final Set<String> mappings;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param inbox the folder that is polled
     * @param settings its settings
     * @param references gives a document's public id
     * @param unfinished told of a claimed file that intake could not bring to an end
     * @param mappings the names of the mappings, by which folders may be called
     */
    public ClaimStrategy(
            Path inbox,
            FolderSettings settings,
            Supplier<String> references,
            Consumer<Path> unfinished,
            Set<String> mappings) {
        this.mappings = mappings;
        this.inbox = inbox.toAbsolutePath().normalize();
        this.settings = settings;
        this.references = references;
        this.unfinished = unfinished;
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint) {
        // nothing: what an earlier process claimed is handed in by Leftovers
    }

    @Override
    public boolean begin(
            GenericFileOperations<File> operations,
            GenericFileEndpoint<File> endpoint,
            Exchange exchange,
            GenericFile<File> file)
            throws IOException {
        Path source = path(file);
        String reference = references.get();
        ClaimedFile claimed = claimed(source, reference);
        underWay.add(reference);
        if (!move(source, claimed.path())) {
            LOG.debug("{} was taken by somebody else", source);
            underWay.remove(reference);
            return false;
        }
        if (settings.ready() == FolderSettings.Ready.DONE_FILE) {
            Files.deleteIfExists(Path.of(source + ".done"));
        }
        describe(exchange.getMessage(), claimed);
        return true;
    }

    private static ClaimedFile claimed(Path source, String reference) {
        return ClaimedFile.of(
                source.getParent(), reference, source.getFileName().toString());
    }

    /** False if there is nothing to move any more. */
    private static boolean move(Path source, Path claimed) throws IOException {
        try {
            Files.move(source, claimed, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(claimed.getParent())) {
                return false;
            }
        }
        Files.createDirectories(claimed.getParent());
        try {
            Files.move(source, claimed, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            if (!claimed.getParent().endsWith(ClaimedFile.FOLDER)) {
                Files.deleteIfExists(claimed.getParent());
            }
            return false;
        }
    }

    /** Where a file lies, from the file itself: Camel's own idea of its name turns a backslash into a slash. */
    static Path path(GenericFile<File> file) {
        return file.getFile().toPath().toAbsolutePath().normalize();
    }

    /** Whether this process has claimed a document and is not done with it. */
    boolean isUnderWay(String reference) {
        return underWay.contains(reference);
    }

    /** Puts a claimed file into a message, as {@code direct:intake} expects it. */
    void describe(Message message, ClaimedFile claimed) {
        message.setBody(claimed.path().toFile());
        message.setHeader(IntakeHeaders.DOCUMENT, claimed.reference());
        message.setHeader(IntakeHeaders.NAME, claimed.name());
        message.setHeader(IntakeHeaders.SOURCE, "folder");
        message.setHeader(IntakeHeaders.EARLY, settings.ready() != FolderSettings.Ready.SETTLED);
        message.setHeader(
                IntakeHeaders.DUPLICATES,
                settings.duplicates() == FolderSettings.Duplicates.ACCEPT ? "accept" : "reject");
        Path below = inbox.relativize(claimed.source().toAbsolutePath().normalize());
        String outer = below.getName(0).toString();
        if (below.getNameCount() == 2) {
            message.setHeader(IntakeHeaders.ACCOUNT, outer);
            message.setHeader(IntakeHeaders.MAPPING, below.getName(1).toString());
        } else if (!outer.isEmpty()) {
            message.setHeader(mappings.contains(outer) ? IntakeHeaders.MAPPING : IntakeHeaders.ACCOUNT, outer);
        }
    }

    @Override
    public void abort(
            GenericFileOperations<File> operations,
            GenericFileEndpoint<File> endpoint,
            Exchange exchange,
            GenericFile<File> file) {
        // nothing was claimed
    }

    @Override
    public void commit(
            GenericFileOperations<File> operations,
            GenericFileEndpoint<File> endpoint,
            Exchange exchange,
            GenericFile<File> file) {
        // intake has put the file where it belongs
        String reference = exchange.getMessage().getHeader(IntakeHeaders.DOCUMENT, String.class);
        if (reference != null) {
            underWay.remove(reference);
        }
    }

    @Override
    public void rollback(
            GenericFileOperations<File> operations,
            GenericFileEndpoint<File> endpoint,
            Exchange exchange,
            GenericFile<File> file) {
        Path source = path(file);
        String reference = exchange.getMessage().getHeader(IntakeHeaders.DOCUMENT, String.class);
        underWay.remove(reference);
        unfinished.accept(claimed(source, reference).path());
    }
}
