package io.waybill.intake;

import io.waybill.ledger.DocumentPlace;
import io.waybill.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up the spooled bodies that were not brought to an end: by a process before this one, or by this one while
 * something was in the way.
 *
 * <p>A body of which the ledger knows nothing is removed. Nobody was told that it was accepted, so whoever sent it still
 * has it and sends it again; taken up as well, an order without an identity of its own would come to be twice. Of a body
 * that the ledger has begun, some orders may be on their way: it is brought to its end, and that its sender sends it
 * again is absorbed by its identity.
 */
public final class SpoolLeftovers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolLeftovers.class);

    private final Unfinished unfinished = new Unfinished(Spool::describe);
    private final List<Path> begun;

    private SpoolLeftovers(List<Path> begun) {
        this.begun = begun;
    }

    /** Sees through what an earlier process left in the spool. To be called before the routes start. */
    public static SpoolLeftovers find(Spool spool, Ledger ledger) throws IOException {
        List<Path> begun = new ArrayList<>();
        for (Path body : spool.leftovers()) {
            DocumentPlace place = Ledger.await(ledger.place(Spool.reference(body)));
            if (place == null) {
                LOG.info(
                        "Document {} had come in when the gateway stopped, and nothing of it was accepted: its sender"
                                + " has had no answer and has to send it again",
                        Spool.reference(body));
                spool.discard(body);
            } else {
                begun.add(body);
            }
        }
        return new SpoolLeftovers(begun);
    }

    /** Goes on with what was begun. Call once, when the routes have started. */
    public void start(CamelContext camel) {
        unfinished.start(camel);
        for (Path body : begun) {
            LOG.info("Going on with document {}, which was being read when the gateway stopped", Spool.reference(body));
            unfinished.handIn(body);
        }
    }

    /** A body could not be brought to an end; it is handed in again in a few seconds. */
    void again(Path body) {
        unfinished.again(body);
    }

    @Override
    public void close() {
        unfinished.close();
    }
}
