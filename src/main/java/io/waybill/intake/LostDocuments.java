package io.waybill.intake;

import io.waybill.ledger.DocumentState;
import io.waybill.ledger.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Documents that were half read when the gateway stopped, and of which nothing is left to read on from. */
public final class LostDocuments {
    /** Tells which documents lie somewhere to be read. */
    @FunctionalInterface
    public interface Held {
        /** Their public ids. */
        Set<String> references() throws IOException;
    }

    private LostDocuments() {}

    /** Finds them, a sentence each; may be called while others are being taken in. */
    public static List<String> find(Ledger ledger, Held held) throws IOException {
        List<String> reading = Ledger.await(ledger.reading());
        Set<String> there = reading.isEmpty() ? Set.of() : held.references();
        List<String> lost = new ArrayList<>();
        for (String reference : reading) {
            // one that is not there any more may have come to its end meanwhile
            if (!there.contains(reference)
                    && Ledger.await(ledger.place(reference)).state() == DocumentState.READING) {
                lost.add("Document " + reference + " was being read when the gateway stopped, and it lies neither in"
                        + " .waybill/ in the inbox nor in spool/ any more: its orders that wait for its end are not"
                        + " sent. Put it back there and restart, or drop it again.");
            }
        }
        return lost;
    }
}
