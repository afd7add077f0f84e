package io.waybill.gateway;

import io.waybill.account.Accounts;
import io.waybill.account.Secret;
import io.waybill.gateway.Settings.MailEntry;
import io.waybill.gateway.Settings.OAuthEntry;
import io.waybill.gateway.Settings.ReplyEntry;
import io.waybill.intake.mail.MailCredentials;
import io.waybill.intake.mail.MailServer;
import io.waybill.intake.mail.MailSettings;
import io.waybill.intake.mail.MailSources;
import io.waybill.intake.mail.OAuthSettings;
import io.waybill.intake.mapping.Mappings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The mailboxes of the configuration. */
final class ConfiguredMail {
    private final Accounts accounts;
    private final Mappings mappings;
    private final Clock clock;
    private final List<String> mistakes = new ArrayList<>();

    private ConfiguredMail(Accounts accounts, Mappings mappings, Clock clock) {
        this.accounts = accounts;
        this.mappings = mappings;
        this.clock = clock;
    }

    /** @throws ConfigurationMistakes if any of them cannot be used */
    static List<MailSettings> checked(Settings settings, Accounts accounts, Mappings mappings, Clock clock) {
        ConfiguredMail configured = new ConfiguredMail(accounts, mappings, clock);
        List<MailSettings> mailboxes = new ArrayList<>();
        for (Map.Entry<String, MailEntry> entry : settings.mail().entrySet()) {
            mailboxes.add(configured.mailbox(entry.getKey(), entry.getValue()));
        }
        if (!configured.mistakes.isEmpty()) {
            throw new ConfigurationMistakes(configured.mistakes);
        }
        return mailboxes;
    }

    private MailSettings mailbox(String name, MailEntry entry) {
        String prefix = "waybill.mail." + name + ".";
        int before = mistakes.size();
        MailCredentials credentials = credentials(prefix, entry);
        MailServer server = new MailServer(
                entry.host(),
                entry.port(),
                entry.security(),
                entry.allowPlain(),
                entry.caFile(),
                entry.user(),
                credentials);
        MailSettings mailbox = new MailSettings(
                name,
                server,
                entry.folder(),
                entry.processed(),
                entry.failed(),
                entry.senders(),
                entry.trustedServer(),
                entry.account(),
                entry.mapping(),
                entry.rules(),
                entry.poll(),
                entry.maxSize().toBytes(),
                replies(prefix, entry, credentials));
        List<String> unread = List.copyOf(mistakes.subList(before, mistakes.size()));
        mailbox.mistakes().stream()
                .map(mistake -> prefix + mistake)
                .filter(mistake ->
                        unread.stream().noneMatch(known -> AccountBook.sameKey(known, source(entry, mistake))))
                .forEach(mistakes::add);
        Stream.concat(Stream.of(entry.account()), mailbox.rules().stream().map(MailSettings.Rule::account))
                .filter(Objects::nonNull)
                .filter(account -> accounts.named(account).isEmpty())
                .forEach(account -> mistakes.add(prefix + "account: there is no account \"" + account + "\"."));
        Stream.concat(Stream.of(entry.mapping()), mailbox.rules().stream().map(MailSettings.Rule::mapping))
                .filter(Objects::nonNull)
                .filter(mapping -> mappings.named(mapping).isEmpty())
                .forEach(mapping -> mistakes.add(prefix + "mapping: there is no mappings/" + mapping + ".yaml."));
        return mailbox;
    }

    /** What a mistake is about: answers go out under the mailbox's own password, where they have none. */
    private static String source(MailEntry entry, String mistake) {
        ReplyEntry reply = entry.reply();
        return reply != null && reply.password() == null && reply.passwordFile() == null
                ? mistake.replaceFirst("[.]reply[.](?=password: )", ".")
                : mistake;
    }

    private MailSettings.Replies replies(String prefix, MailEntry entry, MailCredentials mailbox) {
        ReplyEntry reply = entry.reply();
        if (reply == null) {
            return null;
        }
        MailCredentials own = password(prefix + "reply.password", reply.password(), reply.passwordFile());
        return new MailSettings.Replies(
                new MailServer(
                        reply.host(),
                        reply.port(),
                        reply.security(),
                        entry.allowPlain(),
                        entry.caFile(),
                        reply.user() == null ? entry.user() : reply.user(),
                        own == null ? mailbox : own),
                reply.from());
    }

    private MailCredentials credentials(String prefix, MailEntry entry) {
        MailCredentials password = password(prefix + "password", entry.password(), entry.passwordFile());
        OAuthEntry oauth = entry.oauth();
        if (oauth == null) {
            return password;
        }
        if (password != null) {
            mistakes.add(prefix + "password: stands beside oauth; keep one of the two.");
        }
        String below = prefix + "oauth.";
        OAuthSettings settings = new OAuthSettings(
                oauth.tokenUrl(),
                oauth.clientId(),
                secret(below + "client-secret", oauth.clientSecret(), oauth.clientSecretFile()),
                secret(below + "refresh-token", oauth.refreshToken(), oauth.refreshTokenFile()),
                oauth.scope());
        MailSources.mistakes(settings).forEach(mistake -> mistakes.add(below + mistake));
        return MailSources.tokens(settings, clock);
    }

    private MailCredentials password(String setting, String text, Path file) {
        Secret secret = secret(setting, text, file);
        return secret == null ? null : MailCredentials.password(secret);
    }

    private Secret secret(String setting, String text, Path file) {
        String secret = KeyFile.read(setting, text, file, mistakes);
        if (secret != null && secret.isEmpty()) {
            mistakes.add(setting + ": is empty.");
            return null;
        }
        return secret == null ? null : new Secret(secret);
    }
}
