package io.waybill.gateway;

import io.waybill.account.Accounts;
import io.waybill.gateway.Settings.SqlEntry;
import io.waybill.intake.mapping.Mappings;
import io.waybill.intake.sql.Drivers;
import io.waybill.intake.sql.SqlSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The databases of the configuration from which orders are taken. */
final class ConfiguredSql {
    private ConfiguredSql() {}

    /** @throws ConfigurationMistakes if any of them cannot be used */
    static List<SqlSettings> checked(Settings settings, Accounts accounts, Mappings mappings, Drivers drivers) {
        List<String> mistakes = new ArrayList<>();
        List<SqlSettings> sources = new ArrayList<>();
        for (Map.Entry<String, SqlEntry> entry : settings.sql().entrySet()) {
            String prefix = "waybill.sql." + entry.getKey() + ".";
            SqlSettings source = source(settings, entry.getKey(), entry.getValue(), prefix, mistakes);
            source.mistakes().forEach(mistake -> mistakes.add(prefix + mistake));
            if (source.url() != null && source.url().startsWith("jdbc:") && drivers.of(source.url()) == null) {
                mistakes.add(prefix + "url: there is no driver for " + source.address() + "; put its jar into "
                        + settings.home().resolve("lib") + ".");
            }
            if (source.account() != null && accounts.named(source.account()).isEmpty()) {
                mistakes.add(prefix + "account: there is no account \"" + source.account() + "\".");
            }
            if (source.mapping() != null && mappings.named(source.mapping()).isEmpty()) {
                mistakes.add(prefix + "mapping: there is no mappings/" + source.mapping() + ".yaml.");
            }
            sources.add(source);
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationMistakes(mistakes);
        }
        return sources;
    }

    private static SqlSettings source(
            Settings settings, String name, SqlEntry entry, String prefix, List<String> mistakes) {
        Path beside = (settings.config() == null ? settings.home() : settings.config())
                .resolve("sql")
                .resolve(name);
        return new SqlSettings(
                name,
                entry.url(),
                entry.user(),
                KeyFile.read(prefix + "password", entry.password(), entry.passwordFile(), mistakes),
                entry.key(),
                entry.account(),
                entry.mapping(),
                entry.poll(),
                entry.maxRows(),
                entry.connections(),
                (entry.queries() == null ? beside : entry.queries())
                        .toAbsolutePath()
                        .normalize());
    }
}
