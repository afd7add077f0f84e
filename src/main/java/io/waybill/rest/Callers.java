package io.waybill.rest;

import io.waybill.ledger.ApiKey;
import io.waybill.ledger.ApiKeys;
import io.waybill.ledger.Ledger;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may call. The keys are kept in memory, so that a call costs the ledger nothing, and read anew every two seconds,
 * since another gateway or the command line may have added or removed one.
 */
public final class Callers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
    private static final Duration READ_ANEW = Duration.ofSeconds(2);
    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    private final Double perSecond;
    private final LongSupplier nanos;
    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "api-keys");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<ApiKey> known = List.of();

    /**
     * @param keys the ledger's
     * @param perSecond the most calls of one caller in a second, or null for any number
     * @param nanos a clock that only moves on
     */
    public Callers(ApiKeys keys, Double perSecond, LongSupplier nanos) {
        this.keys = keys;
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** Reads the keys, now and then again. */
    public void start() {
        read();
        timer.scheduleWithFixedDelay(
                this::readIfPossible, READ_ANEW.toMillis(), READ_ANEW.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads the keys: one was added or removed. */
    public void read() {
        known = List.copyOf(Ledger.await(keys.all()));
    }

    private void readIfPossible() {
        try {
            read();
        } catch (RuntimeException e) {
            LOG.debug("The API keys could not be read anew: {}", e.getMessage());
        }
    }

    /** How many there are. */
    int count() {
        return known.size();
    }

    /** Whoever shows that Authorization header, which may be null; null for nobody. Takes as long for any wrong key. */
    Caller of(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        byte[] shown = CallerKey.digest(authorization.substring(SCHEME.length()).strip());
        ApiKey found = null;
        for (ApiKey key : known) {
            // all are compared, the one that fits or not
            if (MessageDigest.isEqual(shown, key.digest())) {
                found = key;
            }
        }
        return found == null ? null : new Caller(found.name(), Set.copyOf(found.accounts()));
    }

    /** The seconds, at least 1, until the caller may call again; 0 where it may now, which counts as a call. */
    long wait(Caller caller) {
        return perSecond == null
                ? 0
                : allowances
                        .computeIfAbsent(caller.name(), name -> new Allowance(perSecond, nanos.getAsLong()))
                        .take(nanos.getAsLong());
    }

    /** As many calls at once as a second has, at least one; then one after the other. */
    private static final class Allowance {
        private final double perNano;
        private final double most;
        private double left;
        private long at;

        Allowance(double perSecond, long now) {
            this.perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
            this.most = Math.max(1, perSecond);
            this.left = most;
            this.at = now;
        }

        synchronized long take(long now) {
            left = Math.min(most, left + (now - at) * perNano);
            at = now;
            if (left >= 1) {
                left--;
                return 0;
            }
            return (long) Math.max(1, Math.ceil((1 - left) / perNano / TimeUnit.SECONDS.toNanos(1)));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
