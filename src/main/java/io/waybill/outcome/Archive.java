package io.waybill.outcome;

import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingRound;
import io.waybill.ledger.State;
import java.nio.file.Path;
import java.util.List;

/** Files the receipts of confirmed orders under {@code archive/}. Safe for many threads, one batch a document. */
public final class Archive {
    private final Filing filing;

    /**
     * @param data the data folder
     * @param rebuild where a receipts file that is gone is told anew
     */
    public Archive(Path data, Rebuild rebuild) {
        this.filing = new Filing(data, rebuild);
    }

    /**
     * Files what is confirmed of a batch and notes the new length of its receipts file in the batch. Filing a batch
     * again does no harm as long as its lengths are the committed ones.
     *
     * @throws java.io.UncheckedIOException naming the file that could not be written; the batch's lengths are
     *     unchanged then
     */
    public void file(FilingBatch batch) {
        filing.file(List.of(batch), state -> state == State.CONFIRMED);
    }

    /** Does the same for all batches of a round, whose files are made durable together. */
    public void file(FilingRound round) {
        filing.file(round.batches(), state -> state == State.CONFIRMED);
    }
}
