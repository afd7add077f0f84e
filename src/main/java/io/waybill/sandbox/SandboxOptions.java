package io.waybill.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * How a sandbox is set up. Start from {@link #defaults()}.
 *
 * @param port where it listens on 127.0.0.1; 0 for any free port
 * @param accounts whom it knows, at least one; a request whose hash fits none is answered by the first
 * @param directory where its orders survive a restart, or null for memory only
 * @param keep how many of the newest orders it holds; 0 for counters only
 * @param duplicates whether a second order of one buyer for the same products is answered 601
 * @param faults what goes wrong from the start
 * @param seed for the chance of faults
 * @param clock for the times of orders
 */
public record SandboxOptions(
        int port,
        List<SandboxAccount> accounts,
        Path directory,
        int keep,
        boolean duplicates,
        List<SandboxFault> faults,
        long seed,
        Clock clock) {

    /** The orders held by default. */
    public static final int KEEP = 100_000;

    /** Refuses an empty list of accounts and numbers out of range. */
    public SandboxOptions {
        accounts = List.copyOf(accounts);
        faults = List.copyOf(faults);
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("a sandbox needs an account");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 0 to 65535, not " + port);
        }
        if (keep < 0) {
            throw new IllegalArgumentException("keep must not be negative, but is " + keep);
        }
    }

    /** Any free port, account {@code demo} with key {@code demo-key}, in memory, no faults. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                0, List.of(new SandboxAccount("demo", "demo-key")), null, KEEP, false, List.of(), 1, Clock.systemUTC());
    }

    /** With another port. */
    public SandboxOptions withPort(int other) {
        return new SandboxOptions(other, accounts, directory, keep, duplicates, faults, seed, clock);
    }

    /** With this account alone. */
    public SandboxOptions withAccount(String login, String key) {
        return withAccounts(List.of(new SandboxAccount(login, key)));
    }

    /** With these accounts. */
    public SandboxOptions withAccounts(List<SandboxAccount> others) {
        return new SandboxOptions(port, others, directory, keep, duplicates, faults, seed, clock);
    }

    /** With a directory that is created where it is missing; null for memory only. */
    public SandboxOptions withDirectory(Path other) {
        return new SandboxOptions(port, accounts, other, keep, duplicates, faults, seed, clock);
    }

    /** With another number of orders held. */
    public SandboxOptions withKeep(int other) {
        return new SandboxOptions(port, accounts, directory, other, duplicates, faults, seed, clock);
    }

    /** With or without the service's own detection of duplicates. */
    public SandboxOptions withDuplicates(boolean refused) {
        return new SandboxOptions(port, accounts, directory, keep, refused, faults, seed, clock);
    }

    /** With these faults from the start. */
    public SandboxOptions withFaults(List<SandboxFault> others) {
        return new SandboxOptions(port, accounts, directory, keep, duplicates, others, seed, clock);
    }

    /** With another seed. */
    public SandboxOptions withSeed(long other) {
        return new SandboxOptions(port, accounts, directory, keep, duplicates, faults, other, clock);
    }

    /** With another clock. */
    public SandboxOptions withClock(Clock other) {
        return new SandboxOptions(port, accounts, directory, keep, duplicates, faults, seed, other);
    }
}
