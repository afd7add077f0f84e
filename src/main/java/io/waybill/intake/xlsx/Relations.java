package io.waybill.intake.xlsx;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.xml.XmlCursor;
import io.waybill.intake.xml.XmlCursor.At;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** To which other parts a part of the workbook refers. */
final class Relations {
    private static final int MOST = 10_000;

    /** A reference: its id, the last word of its type, and the name of the part that is meant. */
    private record Relation(String id, String type, String target) {}

    private final List<Relation> relations = new ArrayList<>();

    private Relations() {}

    /**
     * @param part the part that refers; empty for the file as a whole
     */
    static Relations of(Package file, String part) throws BrokenDocumentException, IOException {
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        Relations found = new Relations();
        try (InputStream in = file.part(folder + "_rels/" + part.substring(slash) + ".rels")) {
            if (in != null) {
                found.read(new XmlCursor(in), folder);
            }
        }
        return found;
    }

    private void read(XmlCursor xml, String folder) throws BrokenDocumentException, IOException {
        for (At at = xml.next(); at != At.DOCUMENT_END; at = xml.next()) {
            if (at == At.BEGIN && xml.name().equals("Relationship") && relations.size() < MOST) {
                String type = String.valueOf(xml.attribute("Type"));
                relations.add(new Relation(
                        String.valueOf(xml.attribute("Id")),
                        type.substring(type.lastIndexOf('/') + 1),
                        resolved(folder, String.valueOf(xml.attribute("Target")))));
            }
        }
    }

    /** The part that is meant by an id, if it is of that type. */
    Optional<String> byId(String id, String type) {
        return relations.stream()
                .filter(relation -> relation.id().equals(id) && relation.type().equals(type))
                .map(Relation::target)
                .findFirst();
    }

    /** The first part of that type. */
    Optional<String> byType(String type) {
        return relations.stream()
                .filter(relation -> relation.type().equals(type))
                .map(Relation::target)
                .findFirst();
    }

    private static String resolved(String folder, String target) {
        Deque<String> path = new ArrayDeque<>();
        for (String step : (target.startsWith("/") ? target : folder + target).split("/", -1)) {
            if (step.equals("..")) {
                path.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                path.addLast(step);
            }
        }
        return String.join("/", path);
    }
}
