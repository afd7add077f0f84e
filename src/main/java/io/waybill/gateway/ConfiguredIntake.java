package io.waybill.gateway;

import io.waybill.account.Accounts;
import io.waybill.intake.IntakeTerms;
import java.nio.file.Path;
import java.util.Map;

/** By what documents are judged as the configuration stands now, for those who have no gateway. */
public final class ConfiguredIntake {
    private ConfiguredIntake() {}

    /**
     * Reads accounts, rules and mappings; starts nothing.
     *
     * @param config the folder of the configuration, or null for the built-in defaults alone
     * @param overrides keys that stand above it
     * @throws ConfigurationMistakes if the configuration cannot be used
     */
    public static IntakeTerms read(Path config, Map<String, String> overrides) {
        Settings settings = SettingsReader.read(config, overrides);
        Accounts accounts = AccountBook.read(settings, null);
        return new IntakeTerms(accounts, settings.rules().leniency(), settings.mappings(accounts));
    }
}
