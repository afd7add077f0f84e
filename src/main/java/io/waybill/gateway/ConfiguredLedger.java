package io.waybill.gateway;

import io.waybill.ledger.PostgresSettings;
import java.nio.file.Path;
import java.util.Map;

/** Where the ledger is, by the configuration as it stands now. */
public final class ConfiguredLedger {
    private ConfiguredLedger() {}

    /**
     * The database that the configuration names; null where the ledger lies in the data folder.
     *
     * @param config the folder of the configuration
     * @param overrides keys that stand above it
     * @throws ConfigurationMistakes if the configuration cannot be used
     */
    public static PostgresSettings postgres(Path config, Map<String, String> overrides) {
        return SettingsReader.read(config, overrides).ledger().checked();
    }
}
