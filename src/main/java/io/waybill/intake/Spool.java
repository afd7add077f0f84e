package io.waybill.intake;

import io.waybill.files.Folders;
import io.waybill.order.Marker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.apache.camel.Message;

/**
 * Where bodies lie that are no files, until intake has brought them to an end: each in a folder named as its document,
 * beside a note of the headers that it came with. A folder gets that name when all in it is on the disk; so a document
 * is in the spool whole or not at all, and no second one of its name at the same time.
 */
public final class Spool {
    /** The name of the note. */
    static final String NOTE = "claim.properties";

    private static final String BODY = "document";
    private static final String DRAFT = ".";
    private static final int DRAFT_NAME = 16;

    private final Path folder;
    private final Folders folders;
    private final RandomGenerator random;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    /** Names a document by its content, which is on the disk already. */
    @FunctionalInterface
    interface Naming {
        String of(Path body) throws IOException;
    }

    /**
     * @param data the data folder
     * @param random names what is not whole yet
     */
    public Spool(Path data, RandomGenerator random) {
        Path absolute = data.toAbsolutePath().normalize();
        this.folder = absolute.resolve("spool");
        this.folders = new Folders(absolute);
        this.random = random;
    }

    /**
     * Puts a body into the spool; when this returns it outlives a power cut.
     *
     * @return where it lies
     * @throws DocumentBusyException if a document of its name is there
     * @throws IOException if the body cannot be had or not be written; nothing of it is left then
     */
    Path put(InputStream body, Properties note, Naming naming) throws IOException {
        Draft draft = draft();
        try {
            body.transferTo(Channels.newOutputStream(draft.file));
        } catch (IOException | RuntimeException e) {
            draft.discard();
            throw e;
        }
        return put(draft, note, naming);
    }

    /** Begins a body that comes in pieces. */
    public Draft draft() throws IOException {
        folders.ensure(folder);
        Path place = Files.createDirectory(folder.resolve(DRAFT + Marker.random(random, DRAFT_NAME)));
        return new Draft(place, create(place.resolve(BODY)));
    }

    /** A body of which not all is here yet. It goes into the spool as the body of a message, or is discarded. */
    public static final class Draft {
        private final Path place;
        private final FileChannel file;

        private Draft(Path place, FileChannel file) {
            this.place = place;
            this.file = file;
        }

        /** Adds a piece. */
        public void write(ByteBuffer piece) throws IOException {
            while (piece.hasRemaining()) {
                file.write(piece);
            }
        }

        /** Forgets what came; does nothing to a body that is in the spool. */
        public void discard() throws IOException {
            file.close();
            remove(place);
        }
    }

    /** Puts a body into the spool of which all has come; see the other method. */
    Path put(Draft body, Properties note, Naming naming) throws IOException {
        Path draft = body.place;
        try {
            try (FileChannel file = body.file) {
                file.force(true);
            }
            try (FileChannel file = create(draft.resolve(NOTE))) {
                Writer out = new OutputStreamWriter(Channels.newOutputStream(file), StandardCharsets.UTF_8);
                note.store(out, null);
                out.flush();
                file.force(true);
            }
            Folders.sync(draft);
            Path place = folder.resolve(naming.of(draft.resolve(BODY)));
            rename(draft, place, note.getProperty(IntakeHeaders.NAME));
            if (inHand.contains(place.getFileName().toString())) {
                remove(place);
                throw new DocumentBusyException(note.getProperty(IntakeHeaders.NAME));
            }
            Folders.sync(folder);
            return place.resolve(BODY);
        } catch (IOException | RuntimeException e) {
            remove(draft);
            throw e;
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void rename(Path draft, Path place, String name) throws IOException {
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.exists(place)) {
                throw new DocumentBusyException(name);
            }
            throw e;
        }
    }

    /**
     * Keeps the spool from taking a document of that name until it is free again: one is on its way that needs no spool.
     *
     * @throws DocumentBusyException if there is one of that name here or on its way
     */
    void reserve(Claim claim) throws DocumentBusyException {
        if (!inHand.add(claim.reference())) {
            throw new DocumentBusyException(claim.name());
        }
        // nobody else makes up the same random name
        if (claim.identity() != null && Files.exists(folder.resolve(claim.reference()))) {
            free(claim);
            throw new DocumentBusyException(claim.name());
        }
    }

    /** See {@link #reserve}. */
    void free(Claim claim) {
        inHand.remove(claim.reference());
    }

    /** The public ids of the documents in the spool. */
    public Set<String> references() throws IOException {
        Set<String> references = new HashSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> documents = Files.newDirectoryStream(folder)) {
                documents.forEach(
                        document -> references.add(document.getFileName().toString()));
            }
        }
        return references;
    }

    /** Whether a file is a body in the spool. */
    boolean holds(Path file) {
        return file.toAbsolutePath().normalize().startsWith(folder);
    }

    /** The public id of the document whose body that is. */
    static String reference(Path body) {
        return body.getParent().getFileName().toString();
    }

    /** Puts a body into a message as its source did. */
    static void describe(Message message, Path body) throws IOException {
        Properties note = new Properties();
        try (Reader in = Files.newBufferedReader(body.resolveSibling(NOTE))) {
            note.load(in);
        }
        note.stringPropertyNames().forEach(header -> message.setHeader(header, note.getProperty(header)));
        message.setBody(body.toFile());
    }

    /**
     * The bodies that a process before this one left behind; what is not whole is removed. To be called while nothing
     * is put into the spool.
     */
    List<Path> leftovers() throws IOException {
        List<Path> whole = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return whole;
        }
        try (DirectoryStream<Path> documents = Files.newDirectoryStream(folder)) {
            for (Path document : documents) {
                boolean draft = document.getFileName().toString().startsWith(DRAFT);
                if (!draft && Files.exists(document.resolve(BODY)) && Files.exists(document.resolve(NOTE))) {
                    whole.add(document.resolve(BODY));
                } else {
                    remove(document);
                }
            }
        }
        return whole;
    }

    /** Removes a document from the spool. */
    void discard(Path body) throws IOException {
        remove(body.getParent());
    }

    private static void remove(Path document) throws IOException {
        Files.deleteIfExists(document.resolve(NOTE));
        Files.deleteIfExists(document.resolve(BODY));
        Files.deleteIfExists(document);
    }
}
