package io.waybill.health;

import io.waybill.account.Account;
import io.waybill.account.Accounts;
import io.waybill.delivery.Diagnosis;
import io.waybill.ledger.AccountDesk;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSignals;
import io.waybill.ledger.Suspension;
import io.waybill.order.AccountKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cares for suspended accounts: reads their credentials anew, tries them with a call that changes nothing, with growing
 * pauses, and resumes them when it went well. So a key that is put right needs no restart. An account that is over its
 * limit (code 8) is left alone, and while the gateway is paused nothing is asked at all.
 *
 * <p>Each trouble is told once, and its end once. May be used by any thread; closing it ends the questions.
 */
public final class AccountHealth implements LedgerSignals.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountHealth.class);
    private static final long LOOK_AGAIN_SECONDS = 30;

    /** That creating orders is switched off a call that only reads cannot find out: an order has to try. */
    private static final int CREATING_DISABLED = 606;

    private final Ledger ledger;
    private final AccountDesk desk;
    private final Accounts accounts;
    private final Credentials credentials;
    private final Function<Account, Diagnosis> check;
    private final Pauses pauses;
    private final Map<AccountKey, Watch> watches = new HashMap<>();
    private final ScheduledExecutorService timer;

    /**
     * Begins to care.
     *
     * @param accounts whose credentials are replaced when they have changed
     * @param check tries an account with a call that changes nothing
     */
    public AccountHealth(
            Ledger ledger,
            Accounts accounts,
            Credentials credentials,
            Function<Account, Diagnosis> check,
            Pauses pauses) {
        this(ledger, accounts, credentials, check, pauses, Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "account-health");
            thread.setDaemon(true);
            return thread;
        }));
    }

    AccountHealth(
            Ledger ledger,
            Accounts accounts,
            Credentials credentials,
            Function<Account, Diagnosis> check,
            Pauses pauses,
            ScheduledExecutorService timer) {
        this.timer = timer;
        this.ledger = ledger;
        this.desk = ledger.accounts();
        this.accounts = accounts;
        this.credentials = credentials;
        this.check = check;
        this.pauses = pauses;
        ledger.signals().add(this);
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    // ---- what the ledger tells

    @Override
    public void suspended(AccountKey account, Suspension suspension, boolean anew) {
        if (!anew) {
            return;
        }
        synchronized (this) {
            Watch watch = watch(account);
            if (suspension.limited()) {
                watch.worse();
            }
            if (watch.tell()) {
                LOG.error(
                        "Account {} is suspended{}, its orders wait: {}",
                        account.name(),
                        suspension.until() == null ? "" : " until " + suspension.until(),
                        suspension.reason());
            } else {
                LOG.debug("Account {} is suspended again: {}", account.name(), suspension.reason());
            }
            plan(account, watch, suspension);
        }
    }

    @Override
    public synchronized void resumed(AccountKey account) {
        if (ledger.isShared()) {
            takeUp(account);
        }
        Watch watch = watches.get(account);
        if (watch != null) {
            watch.stop();
            if (watch.tellResumed()) {
                LOG.info("Account {} is resumed: one order goes out, and when that is answered, all", account.name());
            }
        }
    }

    /** Another gateway may have found it well, with credentials that are new to this one. */
    private void takeUp(AccountKey account) {
        try {
            if (accounts.of(account).isPresent()) {
                renewed(account);
            }
        } catch (CredentialsException e) {
            LOG.warn(
                    "Account {} is resumed, but cannot be used as it is configured here: {}",
                    account.name(),
                    e.getMessage());
        }
    }

    @Override
    public synchronized void trusted(AccountKey account) {
        Watch watch = watches.get(account);
        if (watch != null) {
            watch.well();
        }
    }

    // ---- asking

    private synchronized Watch watch(AccountKey account) {
        return watches.computeIfAbsent(account, key -> new Watch());
    }

    private void plan(AccountKey account, Watch watch, Suspension suspension) {
        boolean onlyAnOrderTells = suspension.code() != null && suspension.code() == CREATING_DISABLED;
        plan(account, watch, suspension, onlyAnOrderTells ? pauses.longest() : pauses.before(watch.asked()));
    }

    private void plan(AccountKey account, Watch watch, Suspension suspension, Duration pause) {
        watch.stop();
        if (suspension.limited() || accounts.of(account).isEmpty()) {
            return;
        }
        try {
            watch.next(timer.schedule(() -> ask(account), pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            LOG.debug("No account is asked any more: the gateway stops");
        }
    }

    /** Takes up what no signal told of: suspended before this process began, or by another one. */
    private void look() {
        try {
            desk.suspended().join().forEach((account, suspension) -> {
                synchronized (this) {
                    if (watch(account).idle()) {
                        plan(account, watch(account), suspension);
                    }
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("Suspended accounts could not be looked up: {}", e.toString());
        }
    }

    private void ask(AccountKey key) {
        try {
            Suspension suspension = desk.suspended().join().get(key);
            if (suspension == null || suspension.limited()) {
                return;
            }
            if (desk.paused().join() != null) {
                synchronized (this) {
                    plan(key, watch(key), suspension, pauses.first());
                }
                return;
            }
            Diagnosis diagnosis = tried(key);
            synchronized (this) {
                watch(key).askedAgain();
            }
            if (diagnosis != null && diagnosis.well()) {
                desk.resume(key, true).join();
                return;
            }
            if (diagnosis != null && diagnosis.kind() == Diagnosis.Kind.LIMIT) {
                desk.suspend(key, diagnosis.code(), diagnosis.text().replaceFirst("\\.$", ""))
                        .join();
                return;
            }
            synchronized (this) {
                plan(key, watch(key), suspension);
            }
        } catch (RuntimeException e) {
            LOG.warn("Account {} could not be asked: {}", key.name(), e.toString());
            synchronized (this) {
                watch(key).askedAgain();
                plan(key, watch(key), new Suspension(null, null, null));
            }
        }
    }

    /** Tries the account with the credentials of now; null where they cannot be used. */
    private Diagnosis tried(AccountKey key) {
        try {
            return check.apply(renewed(key));
        } catch (CredentialsException e) {
            LOG.debug("Account {} cannot be used as it is configured now: {}", key.name(), e.getMessage());
            return null;
        }
    }

    /** The account with address, login and key as they are configured now. */
    private Account renewed(AccountKey key) {
        Account before = accounts.of(key).orElseThrow();
        Account after = before.withCredentialsOf(credentials.now(key));
        if (!after.equals(before)) {
            accounts.replace(after);
            LOG.info("Account {} has other credentials now: {}", key.name(), after.description());
        }
        return after;
    }

    // ---- what a person does

    /**
     * Reads an account's credentials anew and resumes it, if a call that changes nothing goes well. One that is over
     * its limit is not asked: its next order is the test.
     *
     * @param who who wants it, for the log
     * @param force whether to resume whatever the call says, without making it
     * @throws IllegalArgumentException if there is no such account
     * @throws CredentialsException if the account cannot be used as it is configured now
     */
    public Resumption resume(String name, String who, boolean force) {
        Account known = accounts.named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no account \"" + name + "\""));
        Account account = renewed(known.key());
        Suspension suspension = desk.suspended().join().get(known.key());
        boolean ask = !force && (suspension == null || !suspension.limited());
        Diagnosis diagnosis = ask ? check.apply(account) : null;
        boolean resumes = diagnosis == null || diagnosis.well();
        LOG.info(
                "{} {} account {}{}",
                who,
                resumes ? "resumes" : "wanted to resume",
                name,
                diagnosis == null ? ", without asking" : ": " + diagnosis.found());
        if (resumes) {
            synchronized (this) {
                watch(known.key()).tellResumed();
            }
            desk.resume(known.key(), diagnosis != null).join();
        }
        return new Resumption(suspension, diagnosis, resumes);
    }

    /**
     * What became of a person's wish.
     *
     * @param before why the account was suspended, or null if it was not
     * @param diagnosis what a call that changes nothing found; null if none was made
     * @param resumed whether orders go out again
     */
    public record Resumption(Suspension before, Diagnosis diagnosis, boolean resumed) {}

    @Override
    public void close() {
        ledger.signals().remove(this);
        timer.shutdownNow();
    }
}
