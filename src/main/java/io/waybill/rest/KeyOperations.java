package io.waybill.rest;

import io.waybill.ledger.ApiKey;
import io.waybill.ledger.ApiKeys;
import io.waybill.ledger.Ledger;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets operators say who may call the REST API. A key itself never comes here: only what is kept of it. */
public final class KeyOperations {
    private static final Logger LOG = LoggerFactory.getLogger(KeyOperations.class);

    private final ApiKeys keys;
    private final Callers callers;
    private final Clock clock;

    /**
     * @param keys the ledger's
     * @param callers who has to hear of a change at once; null where the REST API is off
     */
    public KeyOperations(ApiKeys keys, Callers callers, Clock clock) {
        this.keys = keys;
        this.callers = callers;
        this.clock = clock;
    }

    /** All keys, by name. */
    public void list(Exchange exchange) {
        Operations.answer(exchange, () -> KeysJson.text(Ledger.await(keys.all())));
    }

    /** Adds the key of that digest. */
    public void add(
            Exchange exchange,
            @Header("name") String name,
            @Header("accounts") String accounts,
            @Header("digest") String digest) {
        Operations.answer(exchange, () -> {
            ApiKey key;
            try {
                key = new ApiKey(name, HexFormat.of().parseHex(digest), List.of(accounts.split(",")), clock.instant());
            } catch (RuntimeException e) {
                throw new ProblemException(Problem.badRequest("A key needs name, accounts and digest."));
            }
            boolean added = Ledger.await(keys.add(key));
            if (added) {
                LOG.info("{} may call the REST API from now on, for {}", name, accounts);
                tell();
            }
            return done("added", added);
        });
    }

    /** Removes the key of that name: whoever shows it is a stranger at once. */
    public void remove(Exchange exchange, @Header("name") String name) {
        Operations.answer(exchange, () -> {
            boolean removed = Ledger.await(keys.remove(name));
            if (removed) {
                LOG.info("{} may not call the REST API any more", name);
                tell();
            }
            return done("removed", removed);
        });
    }

    private void tell() {
        if (callers != null) {
            callers.read();
        }
    }

    private static String done(String what, boolean done) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeBooleanField(what, done);
            json.writeEndObject();
        });
    }
}
