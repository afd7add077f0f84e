package io.waybill.intake;

import io.waybill.intake.mapping.Mapping;
import io.waybill.intake.packed.PackingException;
import io.waybill.intake.packed.Unpacking;
import io.waybill.order.FieldNames;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What is in a file of orders, whatever its format and however it is packed. An archive of several documents is one
 * document whose orders are numbered on; where one of them cannot be read, neither can what is behind it.
 */
public final class DocumentContent {
    private static final int BUFFER = 1 << 16;
    private static final String SEVERAL = "zip";

    /** Opens the bytes of a document. */
    @FunctionalInterface
    private interface Opening {
        InputStream open() throws IOException;
    }

    /** One document: its name within the archive, what it is taken for, and how it is opened. */
    private record Member(String name, Taken taken, Opening bytes) {}

    private final Path file;
    private final String sheet;
    private final List<Member> members = new ArrayList<>();
    private Taken packed;

    private DocumentContent(Path file, String sheet) {
        this.file = file;
        this.sheet = sheet;
    }

    /**
     * Finds out what is in a file.
     *
     * @param file where it lies
     * @param name the name it came under, without folders
     * @param contentType what its sender called it, or null
     * @param sheet the name of a workbook's sheet, or empty for the first
     * @throws UnreadableDocumentException if it, or a document in it, is none of ours, with what it was taken for
     * @throws IOException if it cannot be opened
     */
    public static DocumentContent of(Path file, String name, String contentType, String sheet)
            throws UnreadableDocumentException, IOException {
        DocumentContent content = new DocumentContent(file, sheet);
        byte[] head = head(() -> Files.newInputStream(file));
        // one that is no longer than that has been read
        Opening plain = head.length < Formats.HEAD_BYTES
                ? () -> new ByteArrayInputStream(head)
                : () -> new BufferedInputStream(Files.newInputStream(file), BUFFER);
        Taken taken = Formats.take(contentType, name, head);
        try {
            switch (taken.kind()) {
                case GZIP -> content.addPacked(taken, unpackedName(name), () -> Unpacking.gzip(file));
                case ZIP -> content.addAll(taken);
                default -> content.members.add(new Member(name, taken, plain));
            }
        } catch (PackingException e) {
            throw new UnreadableDocumentException(
                    "The document is taken for " + taken.words() + ": " + e.getMessage() + ".");
        }
        return content;
    }

    private static byte[] head(Opening bytes) throws IOException {
        try (InputStream in = bytes.open()) {
            return in.readNBytes(Formats.HEAD_BYTES);
        }
    }

    private static String unpackedName(String name) {
        return name.matches("(?i).+\\.gz(ip)?") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private void addAll(Taken taken) throws UnreadableDocumentException, IOException {
        try (ZipFile zip = Unpacking.zip(file)) {
            for (ZipEntry entry : Unpacking.documents(zip)) {
                addPacked(taken, entry.getName(), () -> Unpacking.open(zip, entry));
            }
        }
    }

    private void addPacked(Taken packing, String name, Opening bytes) throws UnreadableDocumentException, IOException {
        packed = packing;
        String last = name.substring(name.lastIndexOf('/') + 1);
        Taken taken;
        try {
            taken = Formats.take(null, last, head(bytes));
        } catch (UnreadableDocumentException e) {
            throw new UnreadableDocumentException("In it, " + FieldNames.shown(name) + ": " + e.getMessage());
        }
        if (taken.format() == null) {
            throw new UnreadableDocumentException("In it, " + FieldNames.shown(name) + ": The document is taken for "
                    + taken.words() + ", and archives in archives are refused; expected orders.");
        }
        members.add(new Member(name, taken, bytes));
    }

    /** What the ledger keeps of the format: the format's name, of a workbook with its sheet, or zip for several. */
    public String format() {
        return members.size() > 1
                ? SEVERAL
                : Tables.format(members.get(0).taken().format(), sheet);
    }

    /** What it was taken for and why, a sentence for whoever has to mend it. */
    public String takenFor() {
        if (members.size() > 1) {
            return "It was taken for " + packed.words() + ", with " + members.size() + " documents in it.";
        }
        Taken taken = members.get(0).taken();
        return "It was taken for " + taken.words() + (packed == null ? "" : ", within " + packed.words()) + ".";
    }

    /**
     * Gives every order to the sink, numbered through.
     *
     * @param mapping what a partner's names mean, or null for the API's
     * @throws BrokenDocumentException if it cannot be read on from some point
     * @throws UnreadableDocumentException if no order can be read at all
     * @throws IOException if the bytes cannot be had
     */
    public DocumentReader.End read(Mapping mapping, OrderSink sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        Numbered numbered = new Numbered(mapping, sink);
        try {
            if (packed == null || packed.kind() == Kind.GZIP) {
                return read(members.get(0), numbered);
            }
            return readAll(numbered);
        } catch (PackingException e) {
            if (numbered.last == 0) {
                throw new UnreadableDocumentException("It cannot be unpacked: " + e.getMessage() + ".");
            }
            throw new BrokenDocumentException(numbered.line, e.getMessage());
        }
    }

    private DocumentReader.End readAll(Numbered sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        DocumentReader.End end = DocumentReader.End.WELL_FORMED;
        try (ZipFile zip = Unpacking.zip(file)) {
            for (Member member : members) {
                ZipEntry entry = zip.getEntry(member.name());
                if (entry == null) {
                    throw new PackingException("found an archive that was changed, expected it as it came");
                }
                if (members.size() > 1) {
                    sink.begin(member.name());
                }
                Member open = new Member(member.name(), member.taken(), () -> Unpacking.open(zip, entry));
                end = members.size() > 1 ? readOneOfMany(open, sink) : read(open, sink);
            }
        }
        return end;
    }

    private DocumentReader.End readOneOfMany(Member member, Numbered sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        String in = "in " + FieldNames.shown(member.name()) + ": ";
        try {
            return read(member, sink);
        } catch (BrokenDocumentException e) {
            throw new BrokenDocumentException(e.line(), in + e.getMessage());
        } catch (UnreadableDocumentException e) {
            if (sink.last == 0) {
                throw new UnreadableDocumentException(
                        "In it, " + FieldNames.shown(member.name()) + ": " + e.getMessage());
            }
            throw new BrokenDocumentException(1, in + e.getMessage());
        }
    }

    private DocumentReader.End read(Member member, Numbered sink)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        try (InputStream bytes = member.bytes().open()) {
            return Tables.reader(member.taken().format(), sheet)
                    .with(sink.mapping)
                    .read(bytes, sink);
        }
    }

    /** Numbers orders on from one document to the next, all of which are read by one mapping. */
    private static final class Numbered implements OrderSink {
        private final Mapping mapping;
        private final OrderSink sink;
        private int before;
        private int last;
        private long line = 1;

        Numbered(Mapping mapping, OrderSink sink) {
            this.mapping = mapping;
            this.sink = sink;
        }

        void begin(String member) {
            before = last;
            sink.within(FieldNames.shown(member));
        }

        @Override
        public void accept(RawOrder order) {
            last = before + order.position();
            line = order.line();
            sink.accept(before == 0 ? order : new RawOrder(last, order.line(), order.fields(), order.faults()));
        }
    }
}
