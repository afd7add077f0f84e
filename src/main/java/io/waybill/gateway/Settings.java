package io.waybill.gateway;

import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.health.Pauses;
import io.waybill.intake.folder.FolderSettings;
import io.waybill.intake.mail.MailServer;
import io.waybill.intake.mail.MailSettings;
import io.waybill.intake.mapping.InvalidMappingsException;
import io.waybill.intake.mapping.Mappings;
import io.waybill.ledger.PostgresSettings;
import io.waybill.ledger.RetryLimits;
import io.waybill.order.Leniency;
import io.waybill.rest.RestSettings;
import io.waybill.upkeep.DiskLimits;
import io.waybill.upkeep.RetentionPlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything that can be configured under {@code waybill.}; {@code config/application.yaml} explains each key.
 *
 * @param home Waybill's own folder, below which the other folders lie if nothing else is said
 * @param config the folder of the configuration, in which mappings lie, too; null without one
 * @param data the folder for everything that the gateway keeps
 * @param shared the folder in which documents are kept and outcomes filed; default the data folder
 * @param ledger where the ledger is
 * @param routes the folder of the YAML routes
 * @param accounts the accounts, by name; none means one in the sandbox
 * @param folder the folder source
 * @param sql the databases from which orders are taken, by name
 * @param mail the mailboxes from which orders are taken, by name
 * @param dependencyTimeout how long an order waits for the one that it is about
 * @param retry how long what was not sent is tried again
 * @param sandbox the sandbox, where an account uses it
 * @param http the API for operators
 * @param stopTimeout how long a stop waits for what is on the wire
 * @param probe how suspended accounts are asked
 * @param retention how long things are kept
 * @param disk when a disk is short of room
 * @param dryRun whether nothing is sent, and what would be is logged
 * @param rules what is sent although it is probably a mistake
 * @param rest the REST API for a business's own programs
 * @param afterRestore whether the ledger was put back from a copy, so that it does not know what was sent since
 */
@ConfigurationProperties(prefix = "waybill", ignoreUnknownFields = false)
record Settings(
        @DefaultValue(".") Path home,
        Path config,
        @DefaultValue("data") Path data,
        Path shared,
        @DefaultValue LedgerEntry ledger,
        @DefaultValue("routes") Path routes,
        @DefaultValue Map<String, AccountEntry> accounts,
        @DefaultValue Folder folder,
        @DefaultValue Map<String, SqlEntry> sql,
        @DefaultValue Map<String, MailEntry> mail,
        @DefaultValue("10m") Duration dependencyTimeout,
        @DefaultValue Retry retry,
        @DefaultValue SandboxEntry sandbox,
        @DefaultValue HttpEntry http,
        @DefaultValue("45s") Duration stopTimeout,
        @DefaultValue ProbeEntry probe,
        @DefaultValue RetentionEntry retention,
        @DefaultValue DiskEntry disk,
        @DefaultValue("false") boolean dryRun,
        @DefaultValue RulesEntry rules,
        @DefaultValue RestEntry rest,
        @DefaultValue("false") boolean afterRestore) {

    /**
     * An account as it is written down.
     *
     * @param url where the shop is, or {@code sandbox:}
     * @param login the login at the far end
     * @param key the API key
     * @param keyFile a file with the API key, instead of {@code key}
     * @param inFlight the most calls at one time
     * @param connectTimeout the longest that connecting may take
     * @param responseTimeout the longest wait for a reply
     * @param allowHttp whether plain http may be spoken to other hosts than this one
     * @param settlingTime how long after a call its order may still come to be
     * @param doubtTimeout how long a doubt may go without an answer
     * @param rate the most orders that go out in a second
     * @param couponField how the far end spells the coupon
     * @param middleNameField how the far end spells the middle name
     */
    record AccountEntry(
            String url,
            String login,
            String key,
            Path keyFile,
            Integer inFlight,
            Duration connectTimeout,
            Duration responseTimeout,
            Boolean allowHttp,
            Duration settlingTime,
            Duration doubtTimeout,
            Double rate,
            String couponField,
            String middleNameField) {
        AccountSettings with(String reachableUrl, String resolvedLogin, String resolvedKey) {
            return new AccountSettings(
                    reachableUrl,
                    resolvedLogin,
                    resolvedKey,
                    inFlight,
                    connectTimeout,
                    responseTimeout,
                    allowHttp,
                    settlingTime,
                    doubtTimeout,
                    rate,
                    couponField,
                    middleNameField);
        }
    }

    /**
     * Where the ledger is.
     *
     * @param url a PostgreSQL database; null for the embedded ledger in the data folder
     * @param user whom the database knows
     * @param password the password
     * @param passwordFile a file with the password, instead of {@code password}
     * @param lease how long a gateway may be silent until others take up its work
     */
    record LedgerEntry(
            String url,
            String user,
            String password,
            Path passwordFile,
            @DefaultValue("15s") Duration lease) {
        private static final String PREFIX = "waybill.ledger.";

        /**
         * The database, or null for the embedded ledger.
         *
         * @throws ConfigurationMistakes if these cannot be used
         */
        PostgresSettings checked() {
            List<String> mistakes = new ArrayList<>();
            if (url == null) {
                if (user != null || password != null || passwordFile != null) {
                    mistakes.add(PREFIX + "url: is missing, but there is a user or a password for it; expected "
                            + PostgresSettings.PREFIX + "HOST:PORT/DATABASE.");
                    throw new ConfigurationMistakes(mistakes);
                }
                return null;
            }
            String secret = KeyFile.read(PREFIX + "password", password, passwordFile, mistakes);
            PostgresSettings settings = new PostgresSettings(url, user, secret, lease);
            settings.mistakes().forEach(mistake -> mistakes.add(PREFIX + mistake));
            if (!mistakes.isEmpty()) {
                throw new ConfigurationMistakes(mistakes);
            }
            return settings;
        }

        // a password belongs into no text
        @Override
        public String toString() {
            return "LedgerEntry[" + (url == null ? "embedded" : "postgresql") + "]";
        }
    }

    /**
     * The folder source.
     *
     * @param inbox the folder that is polled; default {@code inbox} in the data folder
     * @param poll how often, in milliseconds
     * @param ready when a file may be taken
     * @param settle how long a file must have stood still
     * @param unterminatedSettle the same where its last line has no line break
     * @param duplicates what becomes of a document that equals an earlier one
     * @param untakenAfter how long a file may stand in the folder before that is worth a word
     */
    record Folder(
            Path inbox,
            @DefaultValue("100") int poll,
            FolderSettings.Ready ready,
            Duration settle,
            Duration unterminatedSettle,
            FolderSettings.Duplicates duplicates,
            @DefaultValue("5m") Duration untakenAfter) {
        FolderSettings checked() {
            return new FolderSettings(ready, settle, unterminatedSettle, duplicates);
        }
    }

    /**
     * A database from which orders are taken.
     *
     * @param url where it is
     * @param user whom it knows
     * @param password the password
     * @param passwordFile a file with the password, instead of {@code password}
     * @param key the columns that tell one order from another
     * @param account whose orders they are
     * @param mapping what their columns mean
     * @param poll how often it is looked at
     * @param maxRows how many rows are read at a time
     * @param connections the most connections to it
     * @param queries the folder of its queries; default {@code sql/<name>} beside the configuration
     */
    record SqlEntry(
            String url,
            String user,
            String password,
            Path passwordFile,
            List<String> key,
            String account,
            String mapping,
            @DefaultValue("5s") Duration poll,
            @DefaultValue("1000") int maxRows,
            @DefaultValue("9") int connections,
            Path queries) {
        // a password belongs into no text
        @Override
        public String toString() {
            return "SqlEntry[]";
        }
    }

    /**
     * A mailbox from which orders are taken.
     *
     * @param host its mail server
     * @param port the server's port; null for the usual one
     * @param security how the connection is kept secret
     * @param allowPlain whether another host than this one may be spoken to without TLS
     * @param caFile certificates that are trusted in place of Java's own
     * @param user whom it knows
     * @param password the password
     * @param passwordFile a file with the password, instead of {@code password}
     * @param oauth where access tokens come from, instead of a password
     * @param folder the folder that is read
     * @param processed where mails go that were taken
     * @param failed where mails go that were not
     * @param senders whose mails are taken
     * @param trustedServer the server whose word on who sent a mail is asked for
     * @param account whose orders they are
     * @param mapping what their columns mean
     * @param rules which mails are read otherwise
     * @param poll how often it is looked at
     * @param maxSize the largest mail that is taken
     * @param reply how senders are answered; null where they are not
     */
    record MailEntry(
            String host,
            Integer port,
            @DefaultValue("tls") MailServer.Security security,
            @DefaultValue("false") boolean allowPlain,
            Path caFile,
            String user,
            String password,
            Path passwordFile,
            OAuthEntry oauth,
            @DefaultValue("INBOX") String folder,
            @DefaultValue("Processed") String processed,
            @DefaultValue("Failed") String failed,
            List<String> senders,
            String trustedServer,
            String account,
            String mapping,
            List<MailSettings.Rule> rules,
            @DefaultValue("10s") Duration poll,
            @DefaultValue("25MB") DataSize maxSize,
            ReplyEntry reply) {
        // a password belongs into no text
        @Override
        public String toString() {
            return "MailEntry[]";
        }
    }

    /**
     * Where access tokens for a mailbox come from.
     *
     * @param tokenUrl the token endpoint
     * @param clientId whom it knows
     * @param clientSecret what proves it
     * @param clientSecretFile a file with that
     * @param refreshToken the refresh token; null for the grant of client credentials
     * @param refreshTokenFile a file with that
     * @param scope what the token is for
     */
    record OAuthEntry(
            URI tokenUrl,
            String clientId,
            String clientSecret,
            Path clientSecretFile,
            String refreshToken,
            Path refreshTokenFile,
            String scope) {
        // a secret belongs into no text
        @Override
        public String toString() {
            return "OAuthEntry[]";
        }
    }

    /**
     * How whoever sent orders by mail is answered.
     *
     * @param host the server by which answers go out
     * @param port its port; null for the usual one
     * @param security how the connection is kept secret
     * @param user whom it knows; default that of the mailbox
     * @param password the password; default that of the mailbox, or its tokens
     * @param passwordFile a file with the password, instead of {@code password}
     * @param from the sender of the answers
     */
    record ReplyEntry(
            String host,
            Integer port,
            @DefaultValue("tls") MailServer.Security security,
            String user,
            String password,
            Path passwordFile,
            String from) {
        // a password belongs into no text
        @Override
        public String toString() {
            return "ReplyEntry[]";
        }
    }

    /**
     * How long what surely was not sent is tried again.
     *
     * @param giveUpAfter how long an order waits between its tries, all in all
     * @param maxAttempts how many tries it has; null for any number
     */
    record Retry(@DefaultValue("24h") Duration giveUpAfter, Integer maxAttempts) {
        /** @throws ConfigurationMistakes if nothing would ever be tried */
        RetryLimits checked() {
            List<String> mistakes = new ArrayList<>();
            if (giveUpAfter.compareTo(Duration.ofSeconds(1)) < 0) {
                mistakes.add("waybill.retry.give-up-after: is " + giveUpAfter.toMillis()
                        + " ms, but must be at least 1s; it is how long an order waits between its tries, all in all.");
            }
            if (maxAttempts != null && maxAttempts < 1) {
                mistakes.add("waybill.retry.max-attempts: is " + maxAttempts
                        + ", but must be 1 or more; leave it out for any number.");
            }
            if (!mistakes.isEmpty()) {
                throw new ConfigurationMistakes(mistakes);
            }
            return new RetryLimits(giveUpAfter, maxAttempts == null ? Integer.MAX_VALUE : maxAttempts);
        }
    }

    /**
     * The sandbox in the gateway's process.
     *
     * @param port where it listens; 0 for any free port
     */
    record SandboxEntry(@DefaultValue("0") int port) {}

    /**
     * The API for operators.
     *
     * @param port where it listens; 0 for any free port
     */
    record HttpEntry(@DefaultValue("0") int port) {
        private static final int LAST_PORT = 65_535;

        /** @throws ConfigurationMistakes if there is no such port */
        int checkedPort() {
            if (port < 0 || port > LAST_PORT) {
                throw new ConfigurationMistakes(List.of("waybill.http.port: cannot be " + port
                        + "; expected 0 for any free port, or a port up to " + LAST_PORT + "."));
            }
            return port;
        }
    }

    /**
     * The REST API for a business's own programs.
     *
     * @param port where it listens, 0 for any free port; null where it is off
     * @param address the address of this machine on which it listens
     * @param maxBody the largest body
     * @param inFlight the most bodies that are taken at one time
     * @param rate the most calls of one caller in a second; null for any number
     * @param maxWait the longest that a caller may ask to wait
     */
    record RestEntry(
            Integer port,
            @DefaultValue("127.0.0.1") String address,
            @DefaultValue("64MB") DataSize maxBody,
            @DefaultValue("64") int inFlight,
            Double rate,
            @DefaultValue("60s") Duration maxWait) {
        /**
         * How it is served; null where it is off.
         *
         * @throws ConfigurationMistakes if it cannot be
         */
        RestSettings checked() {
            RestSettings settings =
                    new RestSettings(port == null ? 0 : port, address, maxBody.toBytes(), inFlight, rate, maxWait);
            List<String> mistakes = settings.mistakes();
            if (!mistakes.isEmpty()) {
                throw new ConfigurationMistakes(mistakes.stream()
                        .map(mistake -> "waybill.rest." + mistake)
                        .toList());
            }
            return port == null ? null : settings;
        }
    }

    /**
     * How a suspended account is asked whether it is well again.
     *
     * @param pause how long it is left alone at first; doubles each time
     * @param longest what is never exceeded
     */
    record ProbeEntry(
            @DefaultValue("30s") Duration pause,
            @DefaultValue("10m") Duration longest) {
        /** @throws ConfigurationMistakes if these are no pauses */
        Pauses checked() {
            try {
                return new Pauses(pause, longest);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationMistakes(
                        List.of("waybill.probe: pause must be more than 0 and at most longest; they are "
                                + pause.toMillis() + " ms and " + longest.toMillis() + " ms."));
            }
        }
    }

    /**
     * What is sent although it is probably a mistake.
     *
     * @param unknownFields what becomes of fields that the API does not name
     * @param zeroPrice what a price of 0 means
     */
    record RulesEntry(
            @DefaultValue("refuse") UnknownFields unknownFields,
            @DefaultValue("refuse") ZeroPrice zeroPrice) {
        enum UnknownFields {
            REFUSE,
            SEND
        }

        enum ZeroPrice {
            REFUSE,
            STORE_PRICE
        }

        Leniency leniency() {
            return new Leniency(unknownFields == UnknownFields.SEND, zeroPrice == ZeroPrice.STORE_PRICE);
        }
    }

    /**
     * How long things are kept; null for as long as there is a disk.
     *
     * @param accepted the documents themselves
     * @param archive receipts and results
     * @param resolved error entries of orders that got another outcome
     * @param ledger rows of documents and orders
     */
    record RetentionEntry(Duration accepted, Duration archive, Duration resolved, Duration ledger) {
        /** @throws ConfigurationMistakes if that cannot be carried out */
        RetentionPlan checked() {
            RetentionPlan plan = new RetentionPlan(accepted, archive, resolved, ledger);
            if (!plan.mistakes().isEmpty()) {
                throw new ConfigurationMistakes(plan.mistakes());
            }
            return plan;
        }
    }

    /**
     * When a disk is short of room.
     *
     * @param warnBelow with less than that free
     * @param warnBelowPercent with less than that share of it free; 0 for any
     * @param warnFullWithin when it is full before that time is over, at the rate of the last hour; 0 for any
     */
    record DiskEntry(
            @DefaultValue("2GB") DataSize warnBelow,
            @DefaultValue("10") int warnBelowPercent,
            @DefaultValue("24h") Duration warnFullWithin) {
        private static final int ALL = 100;

        /** @throws ConfigurationMistakes if there is no such share */
        DiskLimits checked() {
            if (warnBelowPercent < 0 || warnBelowPercent >= ALL) {
                throw new ConfigurationMistakes(List.of("waybill.disk.warn-below-percent: is " + warnBelowPercent
                        + ", but must be from 0, for never, to 99."));
            }
            return new DiskLimits(warnBelow.toBytes(), warnBelowPercent, warnFullWithin);
        }
    }

    /** Makes the folders absolute, as seen from the working directory. */
    Settings {
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        shared = shared == null ? data : shared.toAbsolutePath().normalize();
        routes = routes.toAbsolutePath().normalize();
    }

    /**
     * The mappings beside the configuration.
     *
     * @param accounts whose names no mapping may have
     * @throws ConfigurationMistakes if one of them cannot be used
     */
    Mappings mappings(Accounts accounts) {
        try {
            Mappings mappings = Mappings.read(config == null ? null : config.resolve("mappings"));
            List<String> mistakes = mappings.names().stream()
                    .filter(name -> accounts.named(name).isPresent())
                    .map(name ->
                            "mappings/" + name + ".yaml: found the name of an account; expected another name, since"
                                    + " accounts and mappings both name folders of the inbox.")
                    .toList();
            if (!mistakes.isEmpty()) {
                throw new ConfigurationMistakes(mistakes);
            }
            return mappings;
        } catch (InvalidMappingsException e) {
            throw new ConfigurationMistakes(e.mistakes());
        }
    }

    Path inbox() {
        return folder.inbox() != null ? folder.inbox().toAbsolutePath().normalize() : data.resolve("inbox");
    }
}
