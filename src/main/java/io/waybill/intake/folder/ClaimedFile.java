package io.waybill.intake.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a claimed file lies: under {@code <document-id>.<name>} among the others, which is cheapest. A name that this
 * would make too long for file systems keeps a folder {@code <document-id>/} of its own.
 *
 * @param path where it lies
 * @param reference the document's public id
 * @param name its name as its writer gave it
 */
record ClaimedFile(Path path, String reference, String name) {
    /** The folder, beside the files, in which claimed files lie. */
    static final String FOLDER = ".waybill";

    private static final int MOST_BYTES = 255;

    /** Where the file of that name in a folder comes to lie. */
    static ClaimedFile of(Path folder, String reference, String name) {
        Path claims = folder.resolve(FOLDER);
        String both = reference + "." + name;
        boolean fits = both.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        return new ClaimedFile(
                fits ? claims.resolve(both) : claims.resolve(reference).resolve(name), reference, name);
    }

    /** What the path of a claimed file says. */
    static ClaimedFile at(Path path) {
        String last = path.getFileName().toString();
        if (!path.getParent().endsWith(FOLDER)) {
            return new ClaimedFile(path, path.getParent().getFileName().toString(), last);
        }
        int dot = last.indexOf('.');
        return new ClaimedFile(path, last.substring(0, dot), last.substring(dot + 1));
    }

    /** The folder that it was taken from. */
    Path source() {
        Path parent = path.getParent();
        return parent.endsWith(FOLDER) ? parent.getParent() : parent.getParent().getParent();
    }
}
