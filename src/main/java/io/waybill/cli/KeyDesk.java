package io.waybill.cli;

import io.waybill.gateway.ConfigurationMistakes;
import io.waybill.gateway.ConfiguredLedger;
import io.waybill.ledger.ApiKey;
import io.waybill.ledger.ApiKeys;
import io.waybill.ledger.DataFolderInUseException;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.PostgresSettings;
import io.waybill.rest.GatewayFile;
import io.waybill.rest.KeysJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** The keys of the REST API: by the gateway that runs on the data folder, else in its ledger. */
final class KeyDesk {
    private final ClientOptions options;

    private KeyDesk(ClientOptions options) {
        this.options = options;
    }

    static KeyDesk of(ClientOptions options) {
        ConfiguredSite.quiet();
        return new KeyDesk(options);
    }

    /** All keys, as JSON. */
    String list() {
        if (runs()) {
            return options.gateway().get("/ops/keys");
        }
        boolean none = postgres() == null && !ApiKeys.isThere(options.dataFolder());
        return KeysJson.text(none ? List.of() : offline(keys -> Ledger.await(keys.all())));
    }

    /** Whether the key was added: there was none of its name. */
    boolean add(String name, List<String> accounts, byte[] digest) {
        if (runs()) {
            String path = "/ops/keys/" + name + "?" + ActOptions.parameter("accounts", String.join(",", accounts)) + "&"
                    + ActOptions.parameter("digest", HexFormat.of().formatHex(digest));
            return JsonNode.of(options.gateway().post(path)).is("added");
        }
        Clock clock = Clock.systemUTC();
        ApiKey key = new ApiKey(name, digest, accounts, clock.instant());
        return offline(keys -> Ledger.await(keys.add(key)));
    }

    /** Whether there was a key of that name. */
    boolean remove(String name) {
        if (runs()) {
            return JsonNode.of(options.gateway().post("/ops/keys/" + ActOptions.segment(name) + "/remove"))
                    .is("removed");
        }
        boolean none = postgres() == null && !ApiKeys.isThere(options.dataFolder());
        return !none && offline(keys -> Ledger.await(keys.remove(name)));
    }

    private boolean runs() {
        try {
            return GatewayFile.read(options.dataFolder()).isPresent();
        } catch (IOException e) {
            return true; // whoever asks it says what is wrong
        }
    }

    private PostgresSettings postgres() {
        try {
            return Files.isDirectory(options.config())
                    ? ConfiguredLedger.postgres(options.config(), options.overrides())
                    : null;
        } catch (ConfigurationMistakes e) {
            throw CommandFailure.configuration(e.getMessage(), e);
        }
    }

    private <T> T offline(Function<ApiKeys, T> work) {
        PostgresSettings postgres = postgres();
        Path data = options.dataFolder();
        try {
            return postgres == null
                    ? ApiKeys.offline(data, Clock.systemUTC(), work::apply)
                    : ApiKeys.offline(postgres, Clock.systemUTC(), work::apply);
        } catch (DataFolderInUseException e) {
            // one that runs would have been asked
            throw CommandFailure.failed(
                    "A Waybill is just starting or stopping on the data folder " + data + ": try again in a moment.",
                    e);
        } catch (LedgerException e) {
            throw CommandFailure.failed(e.getMessage() + ".", e);
        }
    }
}
