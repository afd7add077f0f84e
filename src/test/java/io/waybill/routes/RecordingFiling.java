package io.waybill.routes;

import io.waybill.ledger.FilingBatch;
import io.waybill.ledger.FilingRound;
import io.waybill.ledger.SettledOrder;
import java.util.List;

/** Stands in for the archive, the error channel and the reports: notes what it was given. */
public final class RecordingFiling {
    private final String name;
    private final List<String> calls;

    RecordingFiling(String name, List<String> calls) {
        this.name = name;
        this.calls = calls;
    }

    /** Notes a batch. */
    public void file(FilingBatch batch) {
        note(batch);
    }

    /** Notes the batches of a round. */
    public void file(FilingRound round) {
        round.batches().forEach(this::note);
    }

    /** Notes the batches of a round, as one by one. */
    public void write(FilingRound round) {
        round.batches().forEach(this::note);
    }

    /** Notes a batch; the reports of one called {@code full} fail the first time. */
    public void write(FilingBatch batch) {
        note(batch);
    }

    private void note(FilingBatch batch) {
        List<String> refs = batch.orders().stream().map(SettledOrder::ref).toList();
        String call = name + " " + refs + (batch.complete() ? " complete" : "");
        boolean first = !calls.contains(call);
        calls.add(call);
        if (first && name.equals("reports") && refs.contains("full")) {
            throw new IllegalStateException("no space left on the disk");
        }
    }
}
