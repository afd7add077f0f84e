package io.waybill.gateway;

import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.account.InvalidAccountException;
import io.waybill.order.AccountKey;
import io.waybill.sandbox.Sandbox;
import io.waybill.sandbox.SandboxAccount;
import io.waybill.sandbox.SandboxOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes accounts of the settings, and starts the sandbox where one of them is there. */
final class AccountBook implements AutoCloseable {
    private static final String SANDBOX_URL = "sandbox:";
    /** Stands for the sandbox's address before it has one. */
    private static final String UNSTARTED = "http://127.0.0.1";

    private static final String STANDARD_NAME = "main";
    private static final String SANDBOX_LOGIN = "demo";
    private static final String SANDBOX_KEY = "demo-key";

    private final Accounts accounts;
    private final Sandbox sandbox;

    private AccountBook(Accounts accounts, Sandbox sandbox) {
        this.accounts = accounts;
        this.sandbox = sandbox;
    }

    /** @throws ConfigurationMistakes naming every mistake */
    static AccountBook open(Settings settings) {
        // before the sandbox is started, so that nothing runs for a configuration that cannot be used
        accounts(settings, UNSTARTED);
        List<SandboxAccount> inSandbox = new ArrayList<>();
        checked(settings, new ArrayList<>()).forEach((name, entry) -> {
            if (SANDBOX_URL.equals(entry.url())) {
                inSandbox.add(new SandboxAccount(entry.login(), entry.key()));
            }
        });
        if (inSandbox.isEmpty()) {
            return new AccountBook(accounts(settings, UNSTARTED), null);
        }
        Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
                .withAccounts(inSandbox)
                .withPort(settings.sandbox().port())
                .withDirectory(settings.data().resolve("sandbox")));
        try {
            return new AccountBook(accounts(settings, sandbox.url()), sandbox);
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    /** The accounts as the settings have them, keys in files read now; nothing is started. */
    static Accounts read(Settings settings, String sandboxUrl) {
        return accounts(settings, sandboxUrl == null ? UNSTARTED : sandboxUrl);
    }

    private static Map<String, AccountSettings> checked(Settings settings, List<String> mistakes) {
        Map<String, Settings.AccountEntry> entries = settings.accounts().isEmpty()
                ? Map.of(
                        STANDARD_NAME,
                        new Settings.AccountEntry(
                                SANDBOX_URL, null, null, null, null, null, null, null, null, null, null, null, null))
                : settings.accounts();
        Map<String, AccountSettings> checked = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            boolean sandboxed = SANDBOX_URL.equals(entry.url());
            String login = entry.login() == null && sandboxed ? SANDBOX_LOGIN : entry.login();
            checked.put(name, entry.with(entry.url(), login, key(name, entry, sandboxed, mistakes)));
        });
        return checked;
    }

    private static Accounts accounts(Settings settings, String sandboxUrl) {
        List<String> mistakes = new ArrayList<>();
        Map<AccountKey, AccountSettings> byKey = new LinkedHashMap<>();
        checked(settings, mistakes).forEach((name, entry) -> {
            boolean sandboxed = SANDBOX_URL.equals(entry.url());
            byKey.put(new AccountKey(name, sandboxed), entry.withUrl(sandboxed ? sandboxUrl : entry.url()));
        });
        try {
            Accounts accounts = Accounts.checked(byKey);
            if (mistakes.isEmpty()) {
                return accounts;
            }
        } catch (InvalidAccountException e) {
            e.mistakes().stream()
                    .filter(mistake -> mistakes.stream().noneMatch(known -> sameKey(known, mistake)))
                    .forEach(mistakes::add);
        }
        throw new ConfigurationMistakes(mistakes);
    }

    /** Whether one mistake is about the setting that another is about, which names it first. */
    static boolean sameKey(String one, String other) {
        return one.startsWith(other.substring(0, other.indexOf(": ")));
    }

    private static String key(String name, Settings.AccountEntry entry, boolean sandboxed, List<String> mistakes) {
        String key = KeyFile.read("waybill.accounts." + name + ".key", entry.key(), entry.keyFile(), mistakes);
        return key == null && entry.keyFile() == null && sandboxed ? SANDBOX_KEY : key;
    }

    Accounts accounts() {
        return accounts;
    }

    /** The sandbox's address, or null where no account is there. */
    String sandboxUrl() {
        return sandbox == null ? null : sandbox.url();
    }

    @Override
    public void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
