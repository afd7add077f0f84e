package io.waybill.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The sandbox's desk and books without a network before them. */
public final class FarDesk {
    private static final int KEEP = 500;

    private final OrderBook book;
    private final ApiDesk right;
    private final ApiDesk wrong;

    /** @param duplicates whether a second order of one buyer for the same products is refused */
    public FarDesk(Clock clock, String login, String key, boolean duplicates) {
        SandboxOptions options =
                SandboxOptions.defaults().withClock(clock).withKeep(KEEP).withDuplicates(duplicates);
        try {
            book = new OrderBook(KEEP, clock, Journal.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        right = new ApiDesk(options.withAccount(login, key), book);
        wrong = new ApiDesk(options.withAccount(login, "not " + key), book);
    }

    /**
     * Acts and answers.
     *
     * @param keyed whether the account's key is the right one at this moment
     */
    public byte[] answer(String operation, byte[] form, boolean keyed) {
        try {
            return (keyed ? right : wrong)
                    .answer(operation, form, FaultPlan.Met.NOTHING)
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All orders, deleted ones too, oldest first. */
    public List<SandboxOrder> orders() {
        List<SandboxOrder> orders = new ArrayList<>();
        book.eachHeld(order -> orders.add(order.shown()));
        return orders;
    }
}
