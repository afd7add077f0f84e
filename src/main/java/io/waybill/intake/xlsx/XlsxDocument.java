package io.waybill.intake.xlsx;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.DocumentReader.End;
import io.waybill.intake.TableDocument;
import io.waybill.intake.TableHandler;
import io.waybill.intake.TableHeader;
import io.waybill.intake.TableRow;
import io.waybill.intake.TableRows;
import io.waybill.intake.UnreadableDocumentException;
import io.waybill.intake.packed.PackingException;
import io.waybill.intake.xlsx.SheetRow.CellFault;
import io.waybill.intake.xml.XmlCursor;
import io.waybill.order.Fault;
import io.waybill.order.FieldNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One sheet of a workbook as rows that belong to orders; see {@link TableDocument}. Cells are what a person sees in
 * them: numbers and dates as their format shows them, formulas as the value that was saved with them.
 *
 * <p>It is our own because libraries keep all of a workbook's texts in memory, make floats of its numbers, and unpack
 * whatever comes.
 */
public final class XlsxDocument implements TableDocument {
    private static final String BLANK = "The sheet is empty; expected a row of column names and at least one order.";

    private final String sheet;

    /** @param sheet the name of the sheet, or empty for the first one that can be seen */
    public XlsxDocument(String sheet) {
        this.sheet = sheet;
    }

    @Override
    public End read(InputStream in, TableHandler handler)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        TableRows rows = new TableRows(handler);
        try (Package file = Package.of(in)) {
            read(file, rows);
        } catch (PackingException e) {
            throw rows.broken(e);
        } catch (BrokenDocumentException e) {
            throw rows.broken(e);
        }
        rows.end();
        return End.WELL_FORMED;
    }

    private void read(Package file, TableRows rows)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        Workbook workbook = Workbook.of(file);
        CellFormats formats;
        try (InputStream in = workbook.part(file, "styles")) {
            formats = CellFormats.of(in, workbook.from1904());
        }
        try (InputStream texts = workbook.part(file, "sharedStrings");
                SharedStrings strings = SharedStrings.of(texts);
                InputStream in = file.part(workbook.sheet(sheet))) {
            if (in == null) {
                throw new UnreadableDocumentException(
                        "The workbook lacks the part that is its sheet; expected a whole .xlsx.");
            }
            read(new Sheet(new XmlCursor(in), strings, formats), rows);
        }
    }

    private static void read(Sheet sheet, TableRows rows)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        try {
            SheetRow first = nextFilled(sheet);
            if (first == null) {
                throw new UnreadableDocumentException(BLANK);
            }
            List<String> names = first.cells();
            rows.header(new TableHeader(names, ',', true), row(first, names));
            for (SheetRow row = nextFilled(sheet); row != null; row = nextFilled(sheet)) {
                rows.row(row(row, names));
            }
        } catch (BrokenDocumentException e) {
            throw new BrokenDocumentException(sheet.number(), e.getMessage());
        }
    }

    private static SheetRow nextFilled(Sheet sheet) throws BrokenDocumentException, IOException {
        SheetRow row = sheet.next();
        while (row != null && row.fault() == null && isBlank(row)) {
            row = sheet.next();
        }
        return row;
    }

    private static boolean isBlank(SheetRow row) {
        return new TableRow(row.number(), row.cells(), Optional.empty()).isBlank();
    }

    private static TableRow row(SheetRow row, List<String> names) {
        List<String> cells = new ArrayList<>(row.cells());
        while (cells.size() < names.size()) {
            cells.add("");
        }
        Fault fault = null;
        if (row.fault() != null) {
            fault = fault(row, names);
        } else if (cells.size() > names.size()) {
            fault = new Fault(
                    "",
                    Fault.excerpt(cells.get(cells.size() - 1)) + " in cell " + SheetRow.letters(cells.size() - 1)
                            + row.number(),
                    "nothing behind the last column that the first row names, " + SheetRow.letters(names.size() - 1));
        }
        return new TableRow(row.number(), cells, Optional.ofNullable(fault));
    }

    private static Fault fault(SheetRow row, List<String> names) {
        CellFault fault = row.fault();
        if (fault.column() < 0) {
            return new Fault("", fault.found(), fault.expected());
        }
        boolean named =
                fault.column() < names.size() && !names.get(fault.column()).isBlank();
        return new Fault(
                named ? FieldNames.shown(names.get(fault.column()).strip()) : "",
                fault.found() + " in cell " + SheetRow.letters(fault.column()) + row.number(),
                fault.expected());
    }
}
