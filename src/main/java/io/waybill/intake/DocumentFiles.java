package io.waybill.intake;

import io.waybill.files.DurableFile;
import io.waybill.files.SafeName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;

/** Where documents lie: claimed, accepted, or put aside. */
public final class DocumentFiles {
    private static final int NAME_BYTES = 120;

    private final Path data;

    /** @param data the data folder */
    public DocumentFiles(Path data) {
        this.data = data;
    }

    /** The name under which a document is filed: safe for file systems, its ending kept. */
    static String stem(Claim claim) {
        String name = SafeName.readable(claim.name(), NAME_BYTES);
        return name.isEmpty() ? "document" : name;
    }

    /** Where a document will be kept, relative to the data folder, with slashes. */
    static String acceptedPath(Claim claim, LocalDate day) {
        String stem = stem(claim);
        int dot = stem.lastIndexOf('.');
        String named = dot > 0
                ? stem.substring(0, dot) + "." + claim.reference() + stem.substring(dot)
                : stem + "." + claim.reference();
        return "accepted/" + day + "/" + named;
    }

    /**
     * Puts the document where it is kept, and leaves it where it is claimed, too: from here on either place has it
     * whole, so that a crash on either side of the ledger's commit finds it.
     */
    void keep(Claim claim, String accepted) throws IOException {
        Path target = data.resolve(accepted);
        try {
            Files.createLink(target, claim.file());
        } catch (FileAlreadyExistsException e) {
            // an earlier try of the same document; its name carries the document's id
        } catch (IOException | UnsupportedOperationException e) {
            // the first of its day, or files that cannot be linked
            Files.createDirectories(target.getParent());
            linkOrCopy(claim.file(), target);
        }
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) {
            copy(from, to);
        }
    }

    /** Takes back {@link #keep} for a document that was not accepted after all. */
    void unkeep(String accepted) throws IOException {
        Files.deleteIfExists(data.resolve(accepted));
    }

    /** Lets go of a document whose end is committed. */
    void letGo(Claim claim) throws IOException {
        Files.deleteIfExists(claim.file());
        dissolve(claim);
    }

    /** Removes the folder that was made for this claim alone; a file may also have been handed in from elsewhere. */
    private static void dissolve(Claim claim) throws IOException {
        Path folder = claim.file().getParent();
        if (folder.endsWith(claim.reference())) {
            Files.deleteIfExists(folder.resolve(Spool.NOTE));
            Files.deleteIfExists(folder);
        }
    }

    /** Moves a document of which nothing was accepted to {@code errors/<kind>/}, with the reason beside it. */
    void putAside(Claim claim, String kind, String reason) throws IOException {
        Path folder = data.resolve("errors").resolve(kind);
        Files.createDirectories(folder);
        String stem = stem(claim);
        Path target = folder.resolve(stem);
        if (Files.exists(target)) {
            target = folder.resolve(claim.reference() + "-" + stem);
        }
        Path reasonFile = target.resolveSibling(target.getFileName() + ".reason.txt");
        try (DurableFile file = new DurableFile(reasonFile)) {
            file.out().write((reason + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
        move(claim.file(), target);
        dissolve(claim);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (DurableFile copy = new DurableFile(to)) {
            Files.copy(from, copy.out());
            copy.commit();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (java.nio.file.AtomicMoveNotSupportedException e) {
            copy(from, to);
            Files.deleteIfExists(from);
        } catch (NoSuchFileException e) {
            if (!Files.exists(to)) {
                throw e;
            }
        }
    }
}
