package io.waybill.outcome;

import io.waybill.files.DurableFile;
import io.waybill.files.Folders;
import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.TableNaming;
import io.waybill.intake.Tables;
import io.waybill.intake.UnreadableDocumentException;
import io.waybill.ledger.FiledDocument;
import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingRound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes, once all orders of a table are settled, its results (its own rows with their outcomes) and its rejects (the
 * failed rows, to be corrected and dropped again). Memory does not grow with the table. Safe for many threads.
 */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final Path data;
    private final Outcomes outcomes;
    private final Folders folders;
    private final Function<FiledDocument, TableNaming> namings;

    /**
     * @param data the data folder
     * @param outcomes tells how each order ended
     * @param namings tells what the columns of a document's table are called, anew for each call
     */
    public Reports(Path data, Outcomes outcomes, Function<FiledDocument, TableNaming> namings) {
        this.namings = namings;
        this.data = data.toAbsolutePath().normalize();
        this.outcomes = outcomes;
        this.folders = new Folders(this.data);
    }

    /**
     * Writes the reports of the batch's document if the batch completes it, it is a table, and its accepted file is
     * there; replaces older ones. What only a person's hand on the accepted file can cause is logged and passed over.
     *
     * @throws UncheckedIOException naming the file that could not be written; older reports are unchanged then
     */
    public void write(FilingBatch batch) {
        FiledDocument document = batch.document();
        if (!batch.complete() || !Tables.isTable(document.format()) || document.file() == null) {
            return;
        }
        if (!Files.isRegularFile(document.file())) {
            LOG.warn("No results for {}: its accepted file {} is gone", document.name(), document.file());
            return;
        }
        try {
            writeReports(document);
        } catch (UnreadableDocumentException e) {
            LOG.warn("No results for {}: {} was changed: {}", document.name(), document.file(), e.getMessage());
        } catch (IOException e) {
            throw DurableFile.failure(data.resolve(FiledPath.results(document)), e);
        }
    }

    /** Does the same for all batches of a round. */
    public void write(FilingRound round) {
        round.batches().forEach(this::write);
    }

    private void writeReports(FiledDocument document) throws IOException, UnreadableDocumentException {
        Path results = data.resolve(FiledPath.results(document));
        Path rejects = data.resolve(FiledPath.rejects(document));
        folders.ensure(results.getParent());
        OutcomeCursor cursor = new OutcomeCursor(outcomes, document.id());
        try (ReportRows rows = new ReportRows(results, rejects, folders, cursor, namings.apply(document))) {
            try {
                Tables.read(document.file(), document.format(), rows);
            } catch (BrokenDocumentException e) {
                rows.brokenAt(e.line(), e.getMessage());
            }
            rows.commit();
        }
    }
}
