package io.waybill.account;

import io.waybill.order.AccountKey;
import io.waybill.order.Fault;
import io.waybill.order.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An account as the configuration has it, not checked yet. Whatever is null has its default, but for url, login and
 * key, which have none.
 *
 * @param url where the shop is: {@code https://shop.example}, with or without {@code /api} at its end
 * @param login the login at the far end
 * @param key the key from the far end's settings page
 * @param inFlight the most calls at one time, default {@value #IN_FLIGHT}
 * @param connectTimeout the longest that connecting may take, default 5 s
 * @param responseTimeout the longest wait for the next bytes of a reply, default 30 s
 * @param allowHttp whether plain http may be spoken to other hosts than this one, default false
 * @param settlingTime how long after the end of a call its order may still come to be at the far end, default 2 min
 * @param doubtTimeout how long the far end may go without telling what became of an order before a person is asked,
 *     default 1 h
 * @param rate the most orders that go out in a second, default unlimited
 * @param couponField how the far end spells the coupon, default {@code bill_kupon}
 * @param middleNameField how the far end spells the middle name, default as its brand does
 */
public record AccountSettings(
        String url,
        String login,
        String key,
        Integer inFlight,
        Duration connectTimeout,
        Duration responseTimeout,
        Boolean allowHttp,
        Duration settlingTime,
        Duration doubtTimeout,
        Double rate,
        String couponField,
        String middleNameField) {
    private static final int IN_FLIGHT = 8;
    private static final int MOST_IN_FLIGHT = 1024;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SETTLING_TIME = Duration.ofMinutes(2);
    private static final Duration LONGEST_SETTLING_TIME = Duration.ofHours(6);
    private static final Duration DOUBT_TIMEOUT = Duration.ofHours(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final double LOWEST_RATE = 0.01;
    private static final double HIGHEST_RATE = 10_000;

    /** Settings without a rate and without spellings. */
    public AccountSettings(
            String url,
            String login,
            String key,
            Integer inFlight,
            Duration connectTimeout,
            Duration responseTimeout,
            Boolean allowHttp,
            Duration settlingTime,
            Duration doubtTimeout) {
        this(
                url,
                login,
                key,
                inFlight,
                connectTimeout,
                responseTimeout,
                allowHttp,
                settlingTime,
                doubtTimeout,
                null,
                null,
                null);
    }

    /** Settings with nothing but the three that have no default. */
    public static AccountSettings of(String url, String login, String key) {
        return new AccountSettings(url, login, key, null, null, null, null, null, null);
    }

    /** These settings with another address. */
    public AccountSettings withUrl(String address) {
        return new AccountSettings(
                address,
                login,
                key,
                inFlight,
                connectTimeout,
                responseTimeout,
                allowHttp,
                settlingTime,
                doubtTimeout,
                rate,
                couponField,
                middleNameField);
    }

    /**
     * The account of these settings.
     *
     * @param account its name, and whether its far end is the sandbox
     * @throws InvalidAccountException if there is anything wrong with them; it names everything that is
     */
    public Account checked(AccountKey account) {
        List<String> mistakes = new ArrayList<>();
        String prefix = "waybill.accounts." + account.name();
        if (!account.name().matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
            mistakes.add(prefix + ": an account's name is 1 to 64 letters, digits, hyphens and underscores, and begins"
                    + " with a letter or digit.");
        }
        ApiAddress address = ApiAddress.of(url, Boolean.TRUE.equals(allowHttp));
        if (address.mistake() != null) {
            mistakes.add(prefix + ".url: " + address.mistake());
        }
        text(login, prefix + ".login", "the account's login at the far end", mistakes);
        text(key, prefix + ".key", "the API key from the far end's settings page", mistakes);
        int calls = inFlight == null ? IN_FLIGHT : inFlight;
        if (calls < 1 || calls > MOST_IN_FLIGHT) {
            mistakes.add(prefix + ".in-flight: is " + calls + ", but must be from 1 to " + MOST_IN_FLIGHT + ".");
        }
        Duration connect = time(connectTimeout, CONNECT_TIMEOUT, prefix + ".connect-timeout", mistakes);
        Duration response = time(responseTimeout, RESPONSE_TIMEOUT, prefix + ".response-timeout", mistakes);
        Duration settling = settling(prefix + ".settling-time", mistakes);
        Duration timeout = doubtTimeout == null && settling.compareTo(DOUBT_TIMEOUT) < 0
                ? DOUBT_TIMEOUT
                : doubtTimeout == null ? settling : doubtTimeout;
        if (timeout.compareTo(settling) < 0) {
            mistakes.add(prefix + ".doubt-timeout: is " + timeout.toSeconds()
                    + " s, but must not be shorter than settling-time, " + settling.toSeconds() + " s.");
        }
        if (rate != null && !(rate >= LOWEST_RATE && rate <= HIGHEST_RATE)) {
            mistakes.add(prefix + ".rate: is " + rate + ", but must be from 0.01 to 10000 orders a second; without the"
                    + " key there is no limit.");
        }
        String coupon = spelling(couponField, Spelling.KUPON, Spelling.COUPON, prefix + ".coupon-field", mistakes);
        String middleName = spelling(
                middleNameField == null && address.isRussian() ? Spelling.OTCHESTVO : middleNameField,
                Spelling.MIDDLE_NAME,
                Spelling.OTCHESTVO,
                prefix + ".middle-name-field",
                mistakes);
        if (!mistakes.isEmpty()) {
            throw new InvalidAccountException(mistakes);
        }
        return new Account(
                account,
                address.api(),
                login,
                new Secret(key),
                calls,
                connect,
                response,
                settling,
                timeout,
                rate == null ? 0 : rate,
                new Spelling(coupon, middleName));
    }

    private static void text(String text, String name, String what, List<String> mistakes) {
        if (text == null || text.isBlank()) {
            mistakes.add(name + ": is missing; it is " + what + ".");
        } else if (text.codePoints().anyMatch(Character::isISOControl)) {
            mistakes.add(name + ": contains a line break or another control character; it must be " + what
                    + ", and nothing else.");
        }
    }

    private static String spelling(String set, String standard, String other, String name, List<String> mistakes) {
        if (set != null && !set.equals(standard) && !set.equals(other)) {
            mistakes.add(name + ": is " + Fault.excerpt(set) + ", but must be " + standard + " or " + other + ".");
        }
        return other.equals(set) ? other : standard;
    }

    private Duration settling(String name, List<String> mistakes) {
        Duration time = settlingTime == null ? SETTLING_TIME : settlingTime;
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST_SETTLING_TIME) > 0) {
            mistakes.add(name + ": is " + time.toMillis() + " ms, but must be from 10 ms to 6 h.");
        }
        return time;
    }

    private static Duration time(Duration set, Duration standard, String name, List<String> mistakes) {
        Duration time = set == null ? standard : set;
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            mistakes.add(name + ": is " + time.toMillis() + " ms, but must be from 10 ms to 10 min.");
        }
        return time;
    }

    @Override
    public String toString() {
        return "AccountSettings[url=" + url + ", login=" + login + ", key=" + (key == null ? null : "*****") + "]";
    }
}
