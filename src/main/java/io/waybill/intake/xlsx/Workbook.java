package io.waybill.intake.xlsx;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.UnreadableDocumentException;
import io.waybill.intake.xml.XmlCursor;
import io.waybill.intake.xml.XmlCursor.At;
import io.waybill.order.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a workbook says of itself: its sheets, and from when its dates count. */
final class Workbook {
    private static final int MOST_SHEETS = 10_000;
    private static final int NAMED = 20;

    /** A sheet of rows; others, of charts or macros, do not count. */
    private record Sheet(String name, String part, boolean visible) {}

    private final List<Sheet> sheets = new ArrayList<>();
    private final Relations relations;
    private boolean from1904;

    private Workbook(Relations relations) {
        this.relations = relations;
    }

    static Workbook of(Package file) throws BrokenDocumentException, UnreadableDocumentException, IOException {
        String part = Relations.of(file, "").byType("officeDocument").orElse("xl/workbook.xml");
        if (part.endsWith(".bin")) {
            throw new UnreadableDocumentException(
                    "The document is a binary Excel workbook (.xlsb); expected an .xlsx: save it as one.");
        }
        Workbook workbook = new Workbook(Relations.of(file, part));
        try (InputStream in = file.part(part)) {
            if (in == null) {
                throw new UnreadableDocumentException(
                        "The document is an archive without a workbook in it; expected an Excel workbook (.xlsx).");
            }
            workbook.read(new XmlCursor(in));
        }
        return workbook;
    }

    private void read(XmlCursor xml) throws BrokenDocumentException, UnreadableDocumentException, IOException {
        boolean root = true;
        for (At at = xml.next(); at != At.DOCUMENT_END; at = xml.next()) {
            if (at != At.BEGIN) {
                continue;
            }
            if (root && !xml.name().equals("workbook")) {
                throw new UnreadableDocumentException(
                        "The document is another Office document; expected an Excel workbook (.xlsx).");
            }
            root = false;
            if (xml.name().equals("workbookPr")) {
                from1904 = isTrue(xml.attribute("date1904"));
            } else if (xml.name().equals("sheet") && sheets.size() < MOST_SHEETS) {
                String name = String.valueOf(xml.attribute("name"));
                String state = xml.attribute("state");
                relations
                        .byId(String.valueOf(xml.attribute("id")), "worksheet")
                        .ifPresent(
                                sheet -> sheets.add(new Sheet(name, sheet, state == null || state.equals("visible"))));
            }
        }
    }

    private static boolean isTrue(String text) {
        return text != null && (text.equals("1") || text.equals("true") || text.equals("on"));
    }

    /** Whether dates count from 1904 on, as they once did on another make of computers. */
    boolean from1904() {
        return from1904;
    }

    /**
     * The part that is the sheet of that name, whatever its case; without a name the first that a person sees.
     *
     * @throws UnreadableDocumentException if there is none, naming those that are
     */
    String sheet(String name) throws UnreadableDocumentException {
        Optional<Sheet> sheet = name.isEmpty()
                ? sheets.stream().filter(Sheet::visible).findFirst()
                : sheets.stream()
                        .filter(one -> one.name().equalsIgnoreCase(name))
                        .findFirst();
        if (sheet.isEmpty()) {
            String wanted = name.isEmpty() ? "no sheet that can be seen" : "no sheet " + Fault.excerpt(name);
            String there = sheets.stream()
                    .limit(NAMED)
                    .map(one -> Fault.excerpt(one.name()))
                    .collect(Collectors.joining(", "));
            throw new UnreadableDocumentException("The workbook has " + wanted + "; expected it among its sheets"
                    + (there.isEmpty() ? "." : ": " + there + "."));
        }
        return sheet.get().part();
    }

    /** The workbook's part of that type, or null. */
    InputStream part(Package file, String type) throws IOException {
        Optional<String> target = relations.byType(type);
        return target.isEmpty() ? null : file.part(target.get());
    }
}
