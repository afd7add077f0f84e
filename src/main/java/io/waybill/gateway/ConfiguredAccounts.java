package io.waybill.gateway;

import io.waybill.account.Account;
import io.waybill.ledger.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The accounts as the configuration has them now, for those who have no gateway yet or not only one.
 *
 * @param accounts the accounts, in the order of the configuration; those in the sandbox have no address of their own
 * @param data the data folder
 * @param postgres where the ledger is, or null where it is in the data folder
 */
public record ConfiguredAccounts(List<Account> accounts, Path data, PostgresSettings postgres) {
    /**
     * Reads them; starts nothing.
     *
     * @param config the folder of the configuration, or null for the built-in defaults alone
     * @param overrides keys that stand above it
     * @throws ConfigurationMistakes if the configuration cannot be used
     */
    public static ConfiguredAccounts read(Path config, Map<String, String> overrides) {
        Settings settings = SettingsReader.read(config, overrides);
        return new ConfiguredAccounts(
                AccountBook.read(settings, null).all(),
                settings.data(),
                settings.ledger().checked());
    }
}
