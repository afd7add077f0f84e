package io.waybill.outcome;

import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingRound;
import io.waybill.ledger.State;
import java.nio.file.Path;
import java.util.List;

/**
 * Files the error entries of all orders that failed under {@code errors/}, a folder for each state. Safe for many
 * threads, one batch a document.
 */
public final class ErrorChannel {
    private final Filing filing;

    /**
     * @param data the data folder
     * @param rebuild where an errors file that is gone is told anew
     */
    public ErrorChannel(Path data, Rebuild rebuild) {
        this.filing = new Filing(data, rebuild);
    }

    /**
     * Files what failed of a batch and notes the new lengths of its errors files in the batch. Filing a batch again
     * does no harm as long as its lengths are the committed ones.
     *
     * @throws java.io.UncheckedIOException naming the file that could not be written; the batch's lengths are
     *     unchanged then
     */
    public void file(FilingBatch batch) {
        filing.file(List.of(batch), State::failed);
    }

    /** Does the same for all batches of a round, whose files are made durable together. */
    public void file(FilingRound round) {
        filing.file(round.batches(), State::failed);
    }
}
