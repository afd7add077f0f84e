package io.waybill.intake.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this gateway need not look at again now: mails that are done and wait to be moved, and mails that could not be
 * taken a moment ago. A first filter only: a start forgets it, and the ledger knows all of them. For one thread.
 */
final class HandledMails {
    private static final int MOST_DOUBLINGS = 20;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Rest(int tries, Instant until) {}

    private final Clock clock;
    private final Duration poll;
    private final Map<String, String> targets = new HashMap<>();
    private final Map<String, Rest> resting = new HashMap<>();
    private Rest moving = new Rest(0, Instant.MIN);

    HandledMails(Clock clock, Duration poll) {
        this.clock = clock;
        this.poll = poll;
    }

    /** Whether a mail is to be looked at. */
    boolean wants(String key) {
        Rest rest = resting.get(key);
        return !targets.containsKey(key) && (rest == null || !clock.instant().isBefore(rest.until()));
    }

    /** The ledger has all of a mail, or it is refused: it belongs into that folder. */
    void done(String key, String target) {
        targets.put(key, target);
        resting.remove(key);
    }

    /** A mail could not be taken: it is left alone for a while that grows. */
    void failed(String key) {
        resting.put(key, longer(resting.get(key)));
    }

    private Rest longer(Rest before) {
        int tries = before == null ? 0 : before.tries();
        Duration first = poll.compareTo(SHORTEST) < 0 ? SHORTEST : poll;
        Duration pause = first.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
        return new Rest(tries + 1, clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause));
    }

    /** The mails that belong into a folder; none while moving rests. */
    List<String> toMove(String target) {
        return clock.instant().isBefore(moving.until())
                ? List.of()
                : targets.entrySet().stream()
                        .filter(each -> each.getValue().equals(target))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** Those mails are in their folder. */
    void moved(List<String> keys) {
        keys.forEach(targets::remove);
    }

    /** A look is over in which all was moved, or not. */
    void moving(boolean went) {
        if (went) {
            moving = targets.isEmpty() ? new Rest(0, Instant.MIN) : moving;
        } else {
            moving = longer(moving);
        }
    }

    /** Forgets mails that are not in the mailbox any more. */
    void keep(Set<String> present) {
        targets.keySet().retainAll(present);
        resting.keySet().retainAll(present);
    }

    /** How many mails wait to be moved. */
    int waiting() {
        return targets.size();
    }

    /** How many mails could not be taken. */
    int resting() {
        return resting.size();
    }
}
