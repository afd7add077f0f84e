package io.waybill.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks written part by part, so that each part can be wrong. */
final class Workbooks {
    static final String SHEET = "xl/worksheets/sheet1.xml";

    private static final String TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private Workbooks() {
        part("[Content_Types].xml", "<Types/>");
        part("_rels/.rels", relations(relation("r1", "officeDocument", "xl/workbook.xml")));
        part(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"x\"><sheets><sheet name=\"Orders\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        part(
                "xl/_rels/workbook.xml.rels",
                relations(relation("r1", "worksheet", "worksheets/sheet1.xml")
                        + relation("r2", "sharedStrings", "sharedStrings.xml")
                        + relation("r3", "styles", "/xl/styles.xml")));
    }

    /** A workbook whose only sheet has these rows, as XML. */
    static Workbooks ofRows(String rows) {
        return new Workbooks().part(SHEET, "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
    }

    /** A workbook of these rows; a cell that begins with {@code <} stands as it is, others are texts. */
    static Workbooks of(List<List<String>> rows) {
        StringBuilder xml = new StringBuilder();
        for (List<String> row : rows) {
            xml.append("<row>");
            row.forEach(cell -> xml.append(cell.startsWith("<") ? cell : text(cell)));
            xml.append("</row>");
        }
        return ofRows(xml.toString());
    }

    /** Cells of these formats, in order, are of the styles 0, 1, 2 ... */
    Workbooks formats(List<String> codes) {
        StringBuilder named = new StringBuilder();
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < codes.size(); i++) {
            String code = codes.get(i);
            boolean number = code.matches("[0-9]+:");
            if (!number) {
                named.append("<numFmt numFmtId=\"")
                        .append(164 + i)
                        .append("\" formatCode=\"")
                        .append(escaped(code))
                        .append("\"/>");
            }
            cells.append("<xf numFmtId=\"")
                    .append(number ? code.replace(":", "") : 164 + i)
                    .append("\"/>");
        }
        return part(
                "xl/styles.xml",
                "<styleSheet><numFmts>" + named
                        + "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + cells
                        + "</cellXfs></styleSheet>");
    }

    Workbooks strings(String items) {
        return part("xl/sharedStrings.xml", "<sst>" + items + "</sst>");
    }

    Workbooks part(String name, String content) {
        return part(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Workbooks part(String name, byte[] content) {
        parts.put(name, content);
        return this;
    }

    Workbooks without(String name) {
        parts.remove(name);
        return this;
    }

    byte[] bytes() {
        return zip(parts);
    }

    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** A cell of text. */
    static String text(String text) {
        return text.isEmpty()
                ? "<c/>"
                : "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">" + escaped(text) + "</t></is></c>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;")
                .replace("\r", "&#13;")
                .replace("\n", "&#10;")
                .replace("\t", "&#9;");
    }

    private static String relations(String relations) {
        return "<Relationships>" + relations + "</Relationships>";
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + TYPES + type + "\" Target=\"" + target + "\"/>";
    }
}
