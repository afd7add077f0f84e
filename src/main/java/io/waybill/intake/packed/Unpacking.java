package io.waybill.intake.packed;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens what is packed: gzip, and the documents in a zip archive. */
public final class Unpacking {
    /** How many documents an archive may have. */
    static final int MOST_ENTRIES = 1_000;

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int ZIP_MAGIC = 0x504B;

    private Unpacking() {}

    /** The bytes that a gzip file holds; to be closed by the caller. */
    public static InputStream gzip(Path file) throws IOException {
        CountingInput packed = new CountingInput(new BufferedInputStream(Files.newInputStream(file), BUFFER));
        try {
            return UnpackedInput.of(new GZIPInputStream(packed, BUFFER), packed::taken);
        } catch (ZipException | EOFException e) {
            packed.close();
            throw UnpackedInput.damaged();
        }
    }

    /** A zip archive, whose documents can be opened while it is; to be closed by the caller. */
    public static ZipFile zip(Path file) throws IOException {
        try {
            // names without a mark that they are UTF-8 may be in anything, and are not worth refusing an archive for
            return new ZipFile(file.toFile(), StandardCharsets.ISO_8859_1);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            boolean encrypted = String.valueOf(e.getMessage()).contains("encrypted");
            throw encrypted
                    ? new PackingException("found an archive with a password, expected one without")
                    : UnpackedInput.damaged();
        }
    }

    /**
     * The documents in an archive, in its order, without what file managers add.
     *
     * @throws PackingException if there is none, more than a thousand, or two of one name
     */
    public static List<ZipEntry> documents(ZipFile zip) throws PackingException {
        if (zip.getEntry("[Content_Types].xml") != null) {
            throw new PackingException(
                    "found an Office document, expected an archive of documents; a workbook is" + " named .xlsx");
        }
        List<ZipEntry> documents;
        try {
            documents = zip.stream()
                    .filter(entry -> !entry.isDirectory() && !isAdded(entry.getName()))
                    .limit(MOST_ENTRIES + 1)
                    .collect(Collectors.toList());
        } catch (IllegalArgumentException e) {
            // a name that is marked as UTF-8 and is none
            throw UnpackedInput.damaged();
        }
        if (documents.isEmpty()) {
            throw new PackingException("found no document in the archive, expected one or more");
        }
        if (documents.size() > MOST_ENTRIES) {
            throw new PackingException("found more than " + MOST_ENTRIES + " documents in the archive, expected fewer");
        }
        long size = 0;
        Set<String> names = new HashSet<>();
        for (ZipEntry document : documents) {
            if (!names.add(document.getName())) {
                throw new PackingException(
                        "found two documents of one name in the archive, expected names that differ");
            }
            size += Math.max(0, document.getSize());
        }
        if (size > UnpackedInput.MOST_BYTES) {
            throw new PackingException("found more than 8 GiB when it was unpacked, expected less");
        }
        return documents;
    }

    private static boolean isAdded(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.startsWith("__MACOSX/")
                || last.startsWith(".")
                || last.equals("thumbs.db")
                || last.equals("desktop.ini");
    }

    /** The bytes of one of an archive's documents; to be closed by the caller. */
    public static InputStream open(ZipFile zip, ZipEntry document) throws IOException {
        try {
            return UnpackedInput.of(zip.getInputStream(document), document);
        } catch (ZipException | EOFException e) {
            throw UnpackedInput.damaged();
        }
    }

    /**
     * The bytes of a file that is one document, packed or not; to be closed by the caller.
     *
     * @param workbook whether the document is an archive itself
     */
    public static InputStream only(Path file, boolean workbook) throws IOException {
        int magic = magic(file);
        if (magic == GZIP_MAGIC) {
            return gzip(file);
        }
        if (magic != ZIP_MAGIC) {
            return new BufferedInputStream(Files.newInputStream(file), BUFFER);
        }
        ZipFile zip = zip(file);
        if (workbook && zip.getEntry("[Content_Types].xml") != null) {
            zip.close();
            return new BufferedInputStream(Files.newInputStream(file), BUFFER);
        }
        try {
            return new FilterInputStream(open(zip, documents(zip).get(0))) {
                @Override
                public void close() throws IOException {
                    zip.close();
                }
            };
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    private static int magic(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] two = in.readNBytes(2);
            return two.length < 2 ? 0 : (two[0] & 0xFF) << 8 | two[1] & 0xFF;
        }
    }
}
