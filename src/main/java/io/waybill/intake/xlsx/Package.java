package io.waybill.intake.xlsx;

import io.waybill.intake.UnreadableDocumentException;
import io.waybill.intake.packed.PackingException;
import io.waybill.intake.packed.UnpackedInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The parts of a workbook's file. The file is copied first, since its parts cannot be read in the order they come. */
final class Package implements AutoCloseable {
    private static final int MOST_PARTS = 10_000;
    private static final String DAMAGED =
            "The document is taken for an Excel workbook, but its archive is damaged or cut off; expected a whole .xlsx.";

    private final Path copy;
    private final ZipFile zip;

    private Package(Path copy, ZipFile zip) {
        this.copy = copy;
        this.zip = zip;
    }

    /**
     * @throws UnreadableDocumentException if it is no archive of parts
     * @throws PackingException if the bytes themselves come out of an archive that is damaged
     */
    static Package of(InputStream in) throws UnreadableDocumentException, IOException {
        Path copy = Files.createTempFile("waybill-", ".xlsx");
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            if (Files.size(copy) == 0) {
                throw new UnreadableDocumentException("The document is empty; expected at least one order.");
            }
            return new Package(copy, open(copy));
        } catch (IOException | UnreadableDocumentException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static ZipFile open(Path copy) throws UnreadableDocumentException, IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(copy.toFile(), StandardCharsets.ISO_8859_1);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new UnreadableDocumentException(DAMAGED);
        }
        if (zip.size() > MOST_PARTS) {
            zip.close();
            throw new UnreadableDocumentException("The document is an archive of more than " + MOST_PARTS
                    + " parts; expected an Excel workbook with fewer.");
        }
        return zip;
    }

    /** The bytes of a part, or null if there is none of that name; to be closed by the caller. */
    InputStream part(String name) throws IOException {
        try {
            ZipEntry entry = entry(name);
            return entry == null ? null : UnpackedInput.of(zip.getInputStream(entry), entry);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new PackingException("found a part of the workbook that is damaged, expected a whole .xlsx");
        }
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = zip.getEntry(name);
        return entry != null
                ? entry
                : zip.stream()
                        .filter(other -> other.getName().equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public void close() throws IOException {
        try (zip) {
            Files.deleteIfExists(copy);
        }
    }
}
