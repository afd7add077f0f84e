package io.waybill.account;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import io.waybill.order.Spelling;
import java.net.URI;
import java.time.Duration;

/**
 * An account at the order API, checked: what {@link AccountSettings} makes of the configuration.
 *
 * @param key the account's name in the configuration and in the ledger
 * @param api the address under which the operations lie, ending in {@code /api/}
 * @param login the account's login at the far end, as the signature needs it
 * @param secret the key that signs requests and verifies replies
 * @param inFlight the most calls at one time
 * @param connectTimeout the longest that a connection, and after it the TLS handshake, may take
 * @param responseTimeout the longest wait for the next bytes of a reply
 * @param settlingTime how long after the end of a call its order may still come to be at the far end
 * @param doubtTimeout how long the far end may go without telling what became of an order before a person is asked
 * @param perSecond the most orders that go out in a second; 0 for as many as it takes
 * @param spelling how the far end spells the fields that its brands do not agree on
 */
public record Account(
        AccountKey key,
        URI api,
        String login,
        Secret secret,
        int inFlight,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration settlingTime,
        Duration doubtTimeout,
        double perSecond,
        Spelling spelling) {

    /** The address of one operation. */
    public URI address(Operation operation) {
        return api.resolve(operation.apiName());
    }

    /** This account with the address, login and key of another. */
    public Account withCredentialsOf(Account other) {
        return new Account(
                key,
                other.api,
                other.login,
                other.secret,
                inFlight,
                connectTimeout,
                responseTimeout,
                settlingTime,
                doubtTimeout,
                perSecond,
                spelling);
    }

    /** One line for the start-up log. Nothing of the key but its length. */
    public String description() {
        return key.text() + ": " + api + ", login " + login + ", key of " + secret.length() + " characters, " + inFlight
                + " in flight" + (perSecond == 0 ? "" : ", at most " + perSecond + " a second");
    }
}
