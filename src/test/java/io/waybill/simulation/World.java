package io.waybill.simulation;

import io.waybill.account.Account;
import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.order.AccountKey;
import io.waybill.sandbox.FarDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** All that is outside of the gateway: chance, time, the far end, and how well each of them is. */
final class World {
    static final AccountKey MAIN = new AccountKey("main", false);
    static final String LOGIN = "shop";
    static final String KEY = "key-of-the-shop";

    private static final long BEGIN = Instant.parse("2026-03-10T21:00:00Z").toEpochMilli();

    final Random random;
    final Events events = new Events(BEGIN);
    /** The gateway's clock, which may be set; the far end's goes right. */
    final Clock clock = new Shown(true);

    final Clock farClock = new Shown(false);

    final boolean duplicates;
    final FarDesk far;
    final Accounts accounts;
    final List<String> story = new ArrayList<>();
    private long skew;
    /** Nothing goes wrong any more. */
    boolean well;

    boolean down;
    boolean keyed = true;
    /** Whether an invoice was deleted by nothing but its number, so that a doubt may have no answer. */
    boolean numbersDeleted;

    World(long seed) {
        random = new Random(seed);
        duplicates = random.nextInt(8) == 0;
        far = new FarDesk(farClock, LOGIN, KEY, duplicates);
        accounts = new Accounts(List.of(new AccountSettings(
                        "https://shop.example",
                        LOGIN,
                        KEY,
                        8,
                        null,
                        null,
                        null,
                        Duration.ofMillis(random.nextBoolean() ? 120_000 : 1_000 + random.nextInt(600_000)),
                        null)
                .checked(MAIN)));
    }

    private final class Shown extends Clock {
        private final boolean ours;

        Shown(boolean ours) {
            this.ours = ours;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public long millis() {
            return events.now() + (ours ? skew : 0);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    Account account() {
        return accounts.of(MAIN).orElseThrow();
    }

    long settlingMillis() {
        return account().settlingTime().toMillis();
    }

    /** Whether something goes wrong that does so with that probability. */
    boolean trouble(double probability) {
        return random.nextDouble() < probability && !well;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From 0 to that, evenly. */
    long upTo(long most) {
        return (long) (random.nextDouble() * (most + 1));
    }

    /** Mostly short, seldom long: from a moment to hours. */
    long someTime() {
        double hours = Math.pow(random.nextDouble(), 8) * 3;
        return 1 + (long) (hours * 3_600_000);
    }

    /** Sets the gateway's clock, at most some hours away from the right time. */
    void setClock() {
        long hours = chance(0.5) ? 3_600_000L * 8 : 600_000L;
        skew = chance(0.3) ? 0 : upTo(2 * hours) - hours;
        tell("the clock is set, it is wrong by " + skew / 1000 + " s now");
    }

    void tell(String what) {
        story.add(events.now() - BEGIN + " ms  " + what);
    }
}
