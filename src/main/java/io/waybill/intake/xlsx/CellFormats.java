package io.waybill.intake.xlsx;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.xml.XmlCursor;
import io.waybill.intake.xml.XmlCursor.At;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The formats that a workbook's cells name by number. */
final class CellFormats {
    private static final int MOST = 65_536;
    private static final int LONGEST_CODE = 1_000;
    private static final String DATE = "yyyy-mm-dd";

    /** Formats that every workbook has. Those of dates differ from machine to machine, and are shown as ISO has them. */
    private static final Map<Integer, String> BUILT_IN = builtIn();

    private final Map<Integer, String> codes = new HashMap<>(BUILT_IN);
    private final List<CellFormat> formats = new ArrayList<>();
    private final Map<Integer, CellFormat> known = new HashMap<>();
    private final boolean from1904;

    private CellFormats(boolean from1904) {
        this.from1904 = from1904;
    }

    /** @param in the part that has them, or null if there is none */
    static CellFormats of(InputStream in, boolean from1904) throws BrokenDocumentException, IOException {
        CellFormats formats = new CellFormats(from1904);
        if (in != null) {
            formats.read(new XmlCursor(in));
        }
        return formats;
    }

    private static Map<Integer, String> builtIn() {
        Map<Integer, String> codes = new HashMap<>(Map.of(
                1,
                "0",
                2,
                "0.00",
                3,
                "#,##0",
                4,
                "#,##0.00",
                9,
                "0%",
                10,
                "0.00%",
                18,
                "h:mm AM/PM",
                19,
                "h:mm:ss AM/PM",
                20,
                "h:mm",
                21,
                "h:mm:ss"));
        codes.putAll(Map.of(
                22,
                DATE + " hh:mm",
                37,
                "#,##0;-#,##0",
                38,
                "#,##0;-#,##0",
                39,
                "#,##0.00;-#,##0.00",
                40,
                "#,##0.00;-#,##0.00",
                45,
                "mm:ss",
                46,
                "[h]:mm:ss",
                47,
                "mm:ss.0"));
        List<Integer> accounting = List.of(5, 6, 41, 42);
        accounting.forEach(id -> codes.put(id, "#,##0;-#,##0"));
        List.of(7, 8, 43, 44).forEach(id -> codes.put(id, "#,##0.00;-#,##0.00"));
        for (int id = 14; id <= 17; id++) {
            codes.put(id, DATE);
        }
        for (int id = 27; id <= 36; id++) {
            codes.put(id, DATE);
        }
        for (int id = 50; id <= 58; id++) {
            codes.put(id, DATE);
        }
        return codes;
    }

    private void read(XmlCursor xml) throws BrokenDocumentException, IOException {
        boolean ofCells = false;
        for (At at = xml.next(); at != At.DOCUMENT_END; at = xml.next()) {
            if (at == At.TEXT) {
                continue;
            }
            boolean begins = at == At.BEGIN;
            switch (xml.name()) {
                case "cellXfs" -> ofCells = begins;
                case "numFmt" -> {
                    if (begins) {
                        name(number(xml.attribute("numFmtId")), xml.attribute("formatCode"));
                    }
                }
                case "xf" -> {
                    if (begins && ofCells && formats.size() < MOST) {
                        formats.add(known.computeIfAbsent(number(xml.attribute("numFmtId")), this::format));
                    }
                }
                default -> {
                    // fonts, colours and borders
                }
            }
        }
    }

    private void name(int id, String code) {
        if (code != null && code.length() <= LONGEST_CODE && codes.size() < MOST) {
            codes.put(id, code);
        }
    }

    private CellFormat format(int id) {
        String code = codes.get(id);
        return code == null ? CellFormat.PLAIN : of(code, from1904);
    }

    /** The format that a code stands for. */
    static CellFormat of(String code, boolean from1904) {
        if (code.isEmpty() || code.equalsIgnoreCase("General")) {
            return CellFormat.PLAIN;
        }
        List<FormatSection> sections = FormatSection.of(code);
        return DateFormat.isDate(sections.get(0))
                ? DateFormat.of(sections.get(0), from1904)
                : NumberFormat.of(sections);
    }

    private static int number(String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** The format of that number, as a cell writes it; null is the first. */
    CellFormat get(String number) {
        int index = number(number);
        return index < formats.size() ? formats.get(index) : CellFormat.PLAIN;
    }
}
