package io.waybill.account;

import io.waybill.order.AccountKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The configured accounts, by name. May be used by any thread; what is put in an account's place holds for everybody's
 * next question.
 */
public final class Accounts {
    private volatile Map<String, Account> byName;

    /** @throws IllegalArgumentException if two accounts have one name */
    public Accounts(Collection<Account> accounts) {
        Map<String, Account> named = new LinkedHashMap<>();
        for (Account account : accounts) {
            if (named.put(account.key().name(), account) != null) {
                throw new IllegalArgumentException(
                        "there are two accounts of the name " + account.key().name());
            }
        }
        byName = named;
    }

    /**
     * Puts an account in the place of the one of its name.
     *
     * @throws IllegalArgumentException if there is none, or if one of the two is in the sandbox and the other is not
     */
    public synchronized void replace(Account account) {
        Account before = byName.get(account.key().name());
        if (before == null || !before.key().equals(account.key())) {
            throw new IllegalArgumentException(
                    "there is no account " + account.key().text());
        }
        Map<String, Account> named = new LinkedHashMap<>(byName);
        named.put(account.key().name(), account);
        byName = named;
    }

    /**
     * Checks the settings of all accounts.
     *
     * @throws InvalidAccountException with the mistakes of all of them
     */
    public static Accounts checked(Map<AccountKey, AccountSettings> settings) {
        List<Account> accounts = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        settings.forEach((key, account) -> {
            try {
                accounts.add(account.checked(key));
            } catch (InvalidAccountException e) {
                mistakes.addAll(e.mistakes());
            }
        });
        if (!mistakes.isEmpty()) {
            throw new InvalidAccountException(mistakes);
        }
        return new Accounts(accounts);
    }

    /** All accounts, in the order of the configuration. */
    public List<Account> all() {
        return List.copyOf(byName.values());
    }

    /** The account of that name. */
    public Optional<Account> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The account that the ledger names so; empty also where the configuration has since gone live or back. */
    public Optional<Account> of(AccountKey key) {
        return named(key.name()).filter(account -> account.key().equals(key));
    }

    /** The account of an order that names none: the only one, if there is but one. */
    public Optional<Account> standard() {
        List<Account> all = all();
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** A line for each account, for the start-up log; tells nothing of a key but its length. */
    public String description() {
        return byName.values().stream().map(Account::description).collect(Collectors.joining("\n"));
    }
}
