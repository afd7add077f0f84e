package io.waybill.intake.sql;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.Turn;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlConsumer;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * When a source's database is looked at: by one gateway of those that share the ledger, again at once while there is more
 * and all went well, and quietly on while it cannot be reached.
 */
final class SqlPolls implements PollingConsumerPollStrategy, ExceptionHandler {
    private static final int MORE_AT_MOST = 10;

    private final Turn turn;
    private final int rows;
    private final SqlWatch watch;
    private Boolean atOnce;
    private volatile boolean more;
    private volatile int limit;

    SqlPolls(SqlSettings settings, Ledger ledger, SqlWatch watch) {
        this.turn = new Turn(ledger, "sql." + settings.name());
        this.rows = settings.maxRows();
        this.limit = rows;
        this.watch = watch;
    }

    /** How many rows the look that is under way reads at most. */
    int limit() {
        return limit;
    }

    /** What a look found: whether there may be more that is worth another look at once. */
    void found(boolean there) {
        more = there;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        boolean begin = atOnce == null || atOnce;
        atOnce = null;
        if (begin && !turn.take()) {
            return false;
        }
        more = false;
        if (begin) {
            // rows that cannot be taken or marked keep their places, and must not keep others out
            limit = (int) Math.min((long) rows + watch.troubled(), (long) rows * MORE_AT_MOST);
            if (consumer instanceof SqlConsumer reads) {
                reads.setMaxMessagesPerPoll(limit);
            }
            watch.begins();
        }
        return begin;
    }

    /** The consumer is greedy: where it polled anything, it begins again at once. */
    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        watch.up();
        atOnce = polledMessages > 0 ? more : null;
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        atOnce = null;
        watch.down(SqlSource.reason(cause));
        return false;
    }

    // Camel's own would write each failure with its stack, as often as it looks.
    @Override
    public void handleException(Throwable exception) {
        watch.down(SqlSource.reason(exception));
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        handleException(exception);
    }

    /** Another gateway may have it. */
    void letGo() {
        turn.letGo();
    }
}
