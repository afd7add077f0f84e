package io.waybill.intake.xlsx;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.Limits;
import io.waybill.intake.xlsx.SheetRow.CellFault;
import io.waybill.intake.xml.XmlCursor;
import io.waybill.intake.xml.XmlCursor.At;
import io.waybill.order.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a sheet, one after the other, each of a bounded size. */
final class Sheet {
    private static final int MOST_COLUMNS = 16_384;

    private final XmlCursor xml;
    private final SharedStrings strings;
    private final CellFormats formats;
    private boolean inRows;
    private long number;

    Sheet(XmlCursor xml, SharedStrings strings, CellFormats formats) {
        this.xml = xml;
        this.strings = strings;
        this.formats = formats;
    }

    /** The number of the row that was read last, or at which reading failed. */
    long number() {
        return Math.max(1, number);
    }

    /** The next row, blank ones included, or null at the end, up to which the sheet was well-formed then. */
    SheetRow next() throws BrokenDocumentException, IOException {
        for (At at = xml.next(); at != At.DOCUMENT_END; at = xml.next()) {
            if (at == At.TEXT) {
                continue;
            }
            if (xml.name().equals("sheetData")) {
                inRows = at == At.BEGIN;
            } else if (inRows && at == At.BEGIN && xml.name().equals("row")) {
                return row();
            }
        }
        return null;
    }

    private SheetRow row() throws BrokenDocumentException, IOException {
        number = numbered(xml.attribute("r"));
        List<String> cells = new ArrayList<>();
        CellFault fault = null;
        int column = -1;
        int held = 0;
        for (At at = xml.next(); at != At.END; at = xml.next()) {
            if (at != At.BEGIN) {
                continue;
            }
            if (!xml.name().equals("c")) {
                xml.skip();
                continue;
            }
            String place = xml.attribute("r");
            column = place == null ? column + 1 : columnOf(place);
            Cell cell = Cell.read(xml, strings, formats);
            if (column < 0 || column >= MOST_COLUMNS) {
                column = -1;
                fault = new CellFault(
                        -1, "a cell at " + FieldNames.shown(String.valueOf(place)), "a cell such as B" + number);
            } else if (cell.found() != null) {
                fault = fault == null ? new CellFault(column, cell.found(), cell.expected()) : fault;
            } else if (!cell.text().isEmpty()) {
                held += cell.text().length() + Math.max(0, column + 1 - cells.size());
                if (held > Limits.ORDER_CHARACTERS) {
                    fault = new CellFault(-1, "a longer row", Limits.CHARACTERS_EXPECTED);
                } else {
                    put(cells, column, cell.text());
                }
            }
        }
        return new SheetRow(number, cells, fault);
    }

    private long numbered(String written) {
        boolean given = written != null && written.matches("[0-9]{1,9}") && Long.parseLong(written) > number;
        return given ? Long.parseLong(written) : number + 1;
    }

    private static void put(List<String> cells, int column, String text) {
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, text);
    }

    /** The column, from 0, of a place such as B12; -1 if it is none. */
    private static int columnOf(String place) {
        int column = 0;
        int i = 0;
        while (i < place.length() && i < 4 && place.charAt(i) >= 'A' && place.charAt(i) <= 'Z') {
            column = column * 26 + place.charAt(i) - 'A' + 1;
            i++;
        }
        return column - 1;
    }
}
