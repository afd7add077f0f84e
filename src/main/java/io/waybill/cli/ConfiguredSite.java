package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.waybill.account.Account;
import io.waybill.gateway.ConfigurationMistakes;
import io.waybill.gateway.ConfiguredAccounts;
import io.waybill.ledger.LedgerException;
import io.waybill.ledger.SuspendedAccounts;
import io.waybill.ledger.Suspension;
import io.waybill.order.AccountKey;
import io.waybill.order.NearestName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** What configuration and ledger say of the accounts, whether a gateway runs or not. */
record ConfiguredSite(List<Account> accounts, Map<AccountKey, Suspension> suspended) {
    /** Something that writes itself. */
    interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    static ConfiguredSite read(ClientOptions options) {
        return read(options, ConfiguredSite::suspended);
    }

    /** What the configuration alone says: the ledger is not opened, and so no account is known to be suspended. */
    static ConfiguredSite withoutLedger(ClientOptions options) {
        return read(options, configured -> Map.of());
    }

    private static ConfiguredSite read(
            ClientOptions options, Function<ConfiguredAccounts, Map<AccountKey, Suspension>> suspended) {
        quiet();
        try {
            ConfiguredAccounts configured = ConfiguredAccounts.read(options.config(), options.overrides());
            return new ConfiguredSite(configured.accounts(), suspended.apply(configured));
        } catch (ConfigurationMistakes | LedgerException e) {
            throw CommandFailure.configuration(e.getMessage(), e);
        }
    }

    private static Map<AccountKey, Suspension> suspended(ConfiguredAccounts configured) {
        return configured.postgres() == null
                ? SuspendedAccounts.of(configured.data(), Instant.now())
                : SuspendedAccounts.of(configured.postgres(), Instant.now());
    }

    /** Keeps libraries from talking: no gateway is started, and so nothing else sets up the log. */
    static void quiet() {
        for (String talkative : List.of("org.apache", "org.springframework", "org.sqlite", "org.postgresql")) {
            if (LoggerFactory.getLogger(talkative) instanceof ch.qos.logback.classic.Logger log) {
                log.setLevel(ch.qos.logback.classic.Level.WARN);
            }
        }
    }

    /** The account of that name, which must exist. */
    Account named(String name) {
        return accounts.stream()
                .filter(account -> account.key().name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = accounts.stream()
                            .map(account -> account.key().name())
                            .toList();
                    String nearest = NearestName.of(name, names)
                            .map(other -> " Did you mean " + other + "?")
                            .orElse(" There are: " + String.join(", ", names) + ".");
                    return CommandFailure.configuration(
                            "There is no account \"" + name + "\" in the configuration." + nearest, null);
                });
    }

    /** Why nothing is sent on the account, or null. */
    Suspension suspension(Account account) {
        return suspended.get(account.key());
    }

    /** Where the account's orders go, for people. */
    static String url(Account account) {
        return account.key().sandbox() ? "sandbox:" : account.api().toString();
    }

    /** A JSON text of one object. */
    static String json(Writing members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The suspension of an account as a member of an object, null where there is none. */
    static void write(JsonGenerator json, Suspension suspension) throws IOException {
        if (suspension == null) {
            json.writeNullField("suspended");
            return;
        }
        json.writeObjectFieldStart("suspended");
        json.writeStringField(
                "until", suspension.until() == null ? null : suspension.until().toString());
        json.writeFieldName("code");
        if (suspension.code() == null) {
            json.writeNull();
        } else {
            json.writeNumber(suspension.code());
        }
        json.writeStringField("reason", suspension.reason());
        json.writeEndObject();
    }
}
