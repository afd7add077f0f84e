package io.waybill.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.ledger.AccountOverview;
import io.waybill.ledger.OpenDocument;
import io.waybill.ledger.Overview;
import io.waybill.ledger.Pause;
import io.waybill.ledger.State;
import io.waybill.order.AccountKey;
import io.waybill.upkeep.DiskSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The answer to {@code GET /ops/status}. */
final class StatusJson {
    private static final List<State> ENDS =
            Arrays.stream(State.values()).filter(State::settled).toList();
    private static final List<State> FAILURES =
            ENDS.stream().filter(State::failed).toList();

    private final Overview overview;
    private final Pause pause;
    private final Pulse pulse;
    private final DiskSpace disk;
    private final List<String> concerns;
    private final List<String> configured;
    private final Instant now;

    /**
     * @param pause the pause of the whole gateway, or null
     * @param concerns what is not well beside the orders, a sentence each
     * @param configured the accounts of the configuration, as the ledger names them
     */
    StatusJson(
            Overview overview,
            Pause pause,
            Pulse pulse,
            DiskSpace disk,
            List<String> concerns,
            List<String> configured,
            Instant now) {
        this.overview = overview;
        this.pause = pause;
        this.pulse = pulse;
        this.disk = disk;
        this.concerns = concerns;
        this.configured = configured;
        this.now = now;
    }

    String text(String version, Path data) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("version", version);
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeStringField("data", data.toString());
            JsonText.time(json, "now", now);
            JsonText.time(json, "started_at", pulse.startedAt());
            paused(json);
            json.writeArrayFieldStart("attention");
            if (pause != null) {
                json.writeString("Nothing is sent: " + pause.who() + " paused the gateway at " + pause.at()
                        + "; ./waybill resume ends that.");
            }
            for (String sentence : Attention.of(overview, pulse.movedAt(), concerns, configured, now)) {
                json.writeString(sentence);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("accounts");
            for (AccountOverview account : accounts()) {
                write(json, account);
            }
            json.writeEndArray();
            orders(json);
            documents(json);
            sinceStart(json);
            json.writeObjectFieldStart("disk");
            json.writeNumberField("free_bytes", disk.free());
            json.writeNumberField("total_bytes", disk.total());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private void paused(JsonGenerator json) throws IOException {
        if (pause == null) {
            json.writeNullField("paused");
            return;
        }
        json.writeObjectFieldStart("paused");
        JsonText.time(json, "at", pause.at());
        json.writeStringField("by", pause.who());
        json.writeEndObject();
    }

    /** Those of the ledger, and those of the configuration that it has not met yet. */
    private List<AccountOverview> accounts() {
        List<AccountOverview> accounts = new ArrayList<>(overview.accounts());
        for (String name : configured) {
            if (accounts.stream().noneMatch(known -> known.account().text().equals(name))) {
                accounts.add(AccountOverview.empty(AccountKey.parse(name)));
            }
        }
        return accounts;
    }

    private void write(JsonGenerator json, AccountOverview account) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", account.account().name());
        json.writeBooleanField("sandbox", account.account().sandbox());
        json.writeBooleanField(
                "configured", configured.contains(account.account().text()));
        if (account.suspension() == null) {
            json.writeNullField("suspended");
        } else {
            json.writeObjectFieldStart("suspended");
            JsonText.time(json, "until", account.suspension().until());
            JsonText.number(json, "code", account.suspension().code());
            json.writeStringField("reason", account.suspension().reason());
            json.writeEndObject();
        }
        json.writeNumberField("due", account.due());
        json.writeNumberField("later", account.later());
        json.writeNumberField("held", account.held());
        json.writeNumberField("waiting", account.waiting());
        JsonText.time(json, "oldest_accepted_at", account.oldest());
        json.writeNumberField("asking", account.asking());
        JsonText.time(json, "next_question_at", account.nextQuestion());
        for (State state : FAILURES) {
            json.writeNumberField(state.label(), account.failed().getOrDefault(state, 0L));
        }
        json.writeEndObject();
    }

    private void orders(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("orders");
        json.writeNumberField("open", overview.open());
        json.writeNumberField("under_way", overview.underWay());
        json.writeNumberField("staged", overview.staged());
        json.writeNumberField("newest_number", overview.highest());
        json.writeEndObject();
    }

    private void documents(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("documents");
        json.writeNumberField("unfinished", overview.unfinished());
        json.writeNumberField("unfiled", overview.unfiled());
        json.writeArrayFieldStart("oldest");
        for (OpenDocument document : overview.documents()) {
            json.writeStartObject();
            json.writeStringField("id", document.reference());
            json.writeStringField("name", document.name());
            json.writeStringField("account", document.account());
            json.writeStringField("state", document.state().name().toLowerCase(Locale.ROOT));
            JsonText.time(json, "received_at", document.receivedAt());
            json.writeNumberField("read", document.read());
            json.writeNumberField("open", document.open());
            json.writeNumberField("failed", document.failed());
            json.writeNumberField("unfiled", document.unfiled());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void sinceStart(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("since_start");
        json.writeNumberField("accepted", pulse.accepted());
        for (State state : ENDS) {
            json.writeNumberField(state.label(), pulse.ended(state));
        }
        JsonText.time(json, "moved_at", pulse.movedAt());
        json.writeEndObject();
    }
}
