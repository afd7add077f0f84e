package io.waybill.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.delivery.Diagnosis;
import io.waybill.health.AccountHealth;
import io.waybill.health.AccountHealth.Resumption;
import io.waybill.health.CredentialsException;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Pause;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets operators say what may be sent: resume an account, pause the gateway and let it go on. */
public final class AccountOperations {
    private static final Logger LOG = LoggerFactory.getLogger(AccountOperations.class);
    private static final int LONGEST_NAME = 64;

    private final AccountHealth health;
    private final Ledger ledger;

    /** Works on those. */
    public AccountOperations(AccountHealth health, Ledger ledger) {
        this.health = health;
        this.ledger = ledger;
    }

    /** Reads the account's credentials anew and resumes it, if it answers well or {@code force} is true. */
    public void resumeAccount(
            Exchange exchange, @Header("name") String name, @Header("by") String by, @Header("force") String force) {
        Operations.answer(exchange, () -> {
            try {
                return text(name, health.resume(name, person(by), Boolean.parseBoolean(force)));
            } catch (CredentialsException e) {
                throw new ProblemException(Problem.badRequest(
                        "Not resumed, since the configuration cannot be used as" + " it is now: " + e.getMessage()));
            } catch (IllegalArgumentException e) {
                throw new ProblemException(Problem.badRequest("There is no account \"" + name + "\"."));
            }
        });
    }

    /** From now on nothing is sent, over restarts too; everything else goes on. */
    public void pause(Exchange exchange, @Header("by") String by) {
        Operations.answer(exchange, () -> {
            String who = person(by);
            Pause before = Ledger.await(ledger.accounts().paused());
            Pause pause = Ledger.await(ledger.accounts().pause(who));
            if (before == null) {
                LOG.warn("{} paused the gateway: orders are accepted, and nothing is sent", who);
            }
            return text(pause, before != null);
        });
    }

    /** Ends the pause. */
    public void resume(Exchange exchange, @Header("by") String by) {
        Operations.answer(exchange, () -> {
            Pause pause = Ledger.await(ledger.accounts().goOn());
            if (pause != null) {
                LOG.info("{} resumed the gateway, which {} had paused at {}", person(by), pause.who(), pause.at());
            }
            return text(pause, pause != null);
        });
    }

    /** A name as it may stand in a log line. */
    private static String person(String by) {
        if (by == null || by.isBlank()) {
            return "Somebody";
        }
        String name = by.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static String text(Pause pause, boolean before) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeBooleanField("paused_before", before);
            JsonText.time(json, "at", pause == null ? null : pause.at());
            json.writeStringField("by", pause == null ? null : pause.who());
            json.writeEndObject();
        });
    }

    private static String text(String name, Resumption resumption) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("account", name);
            json.writeBooleanField("resumed", resumption.resumed());
            json.writeStringField(
                    "suspended_before",
                    resumption.before() == null ? null : resumption.before().reason());
            diagnosis(json, resumption.diagnosis());
            json.writeEndObject();
        });
    }

    private static void diagnosis(JsonGenerator json, Diagnosis diagnosis) throws IOException {
        json.writeStringField(
                "result", diagnosis == null ? null : diagnosis.kind().label());
        json.writeStringField("found", diagnosis == null ? null : diagnosis.found());
        json.writeStringField("advice", diagnosis == null ? null : diagnosis.advice());
    }
}
