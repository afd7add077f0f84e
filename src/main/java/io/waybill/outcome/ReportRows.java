package io.waybill.outcome;

import io.waybill.files.Folders;
import io.waybill.intake.TableHandler;
import io.waybill.intake.TableHeader;
import io.waybill.intake.TableNaming;
import io.waybill.intake.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts each row of a table where it belongs: all into the results, those of correctable orders into the rejects. */
final class ReportRows implements TableHandler, AutoCloseable {
    private static final List<String> ADDED_TO_RESULTS =
            List.of(TableCopy.OUTCOME, TableCopy.INVOICE, TableCopy.REASON);
    private static final List<String> ADDED_TO_REJECTS = List.of(TableCopy.REASON);

    private final Path resultsPlace;
    private final Path rejectsPlace;
    private final Folders folders;
    private final OutcomeCursor cursor;
    private final TableNaming naming;

    private TableHeader header;
    private TableCopy results;
    private TableCopy rejects;
    private RejectNotes notes;
    private int position;
    private PositionOutcome outcome;

    ReportRows(Path resultsPlace, Path rejectsPlace, Folders folders, OutcomeCursor cursor, TableNaming naming) {
        this.naming = naming;
        this.resultsPlace = resultsPlace;
        this.rejectsPlace = rejectsPlace;
        this.folders = folders;
        this.cursor = cursor;
    }

    @Override
    public TableNaming naming() {
        return naming;
    }

    @Override
    public void header(TableHeader names) throws IOException {
        header = names;
        results = new TableCopy(resultsPlace, names, ADDED_TO_RESULTS);
    }

    @Override
    public void row(int rowPosition, TableRow row) throws IOException {
        if (position != rowPosition) {
            position = rowPosition;
            outcome = cursor.at(position);
        }
        results.row(row.cells(), told(), List.of());
        if (outcome != null && outcome.correctable()) {
            reject(row);
        }
    }

    /** Says in the results that the rest of the table was never read. */
    void brokenAt(long line, String what) throws IOException {
        String reason = "Line " + line + ": " + what + "; nothing from there on was read: mend the document and drop it"
                + " again as a whole";
        results.row(List.of(), List.of("unread", "", reason), List.of());
    }

    /** Puts both files in their places; without rejects, an older rejects file goes. */
    void commit() throws IOException {
        results.commit();
        if (rejects != null) {
            rejects.commit();
        } else if (Files.deleteIfExists(rejectsPlace)) {
            Folders.sync(rejectsPlace.getParent());
        }
    }

    @Override
    public void close() throws IOException {
        if (results != null) {
            results.close();
        }
        if (rejects != null) {
            rejects.close();
        }
    }

    private List<String> told() {
        if (outcome == null) {
            return List.of("", "", "");
        }
        return List.of(
                outcome.state().label(),
                outcome.billId() == null ? "" : outcome.billId().toString(),
                outcome.reason() == null ? "" : outcome.reason());
    }

    private void reject(TableRow row) throws IOException {
        if (rejects == null) {
            folders.ensure(rejectsPlace.getParent());
            rejects = new TableCopy(rejectsPlace, header, ADDED_TO_REJECTS);
            notes = new RejectNotes(header, naming);
        }
        String reason = outcome.reason() == null ? outcome.state().label() : outcome.reason();
        rejects.row(row.cells(), List.of(reason), notes.on(position, row));
    }
}
