package io.waybill.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Why nothing is sent on an account.
 *
 * @param until when it ends by itself; null if not by time alone
 * @param code the API's code that led to it, or null
 * @param reason what happened and what to do, a sentence
 */
public record Suspension(Instant until, Integer code, String reason) {
    /** Code 8: the address is over its limit, and every further call starts the block anew. */
    static final int CODE_LIMIT = 8;

    /** Whether each further call makes it worse, so that only time or a person may end it. */
    public boolean limited() {
        return code != null && code == CODE_LIMIT;
    }

    /**
     * What an account's row says.
     *
     * @param first the column of {@code paused}, followed by {@code paused_until}, {@code paused_code} and
     *     {@code paused_reason}
     * @return null if it is not suspended, or no more
     */
    static Suspension of(ResultSet row, int first, Instant now) throws SQLException {
        if (row.getInt(first) == 0) {
            return null;
        }
        Long until = Columns.number(row, first + 1);
        if (until != null && until <= now.toEpochMilli()) {
            return null;
        }
        Long code = Columns.number(row, first + 2);
        return new Suspension(
                until == null ? null : Instant.ofEpochMilli(until),
                code == null ? null : code.intValue(),
                row.getString(first + 3));
    }
}
