package io.waybill.ledger;

import io.waybill.order.Fault;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What became of a document, as the ledger has committed it: what its source may answer to whoever sent it. Of a file
 * the orders are not told, since nobody waits for that.
 *
 * @param document the document's public id
 * @param end how its reading ended
 * @param reason why nothing of it, or not all, was taken; null where all was
 * @param earlier the public id of the document whose orders these are, where it is the same that came before; else null
 * @param total how many orders that is
 * @param orders the first thousand of them
 */
public record DocumentResult(
        String document, End end, String reason, String earlier, int total, List<OrderResult> orders) {

    /** How the reading of a document ended. */
    public enum End {
        /** All its orders were taken, each judged by itself. */
        READ,
        /** It ended before its format says it does: the orders before that were taken. */
        BROKEN,
        /** It equals an earlier document, of which no order had failed: nothing was taken. */
        DUPLICATE,
        /** Nothing of it could be read. */
        UNREADABLE,
        /** Another content came before under the same identity: nothing was taken. */
        CONFLICT
    }

    /** A document without what is known of its orders. */
    public static DocumentResult of(String document, DocumentState state, String reason) {
        End end = switch (state) {
            case READING, READ -> End.READ;
            case BROKEN -> End.BROKEN;
            case DUPLICATE -> End.DUPLICATE;
            case UNREADABLE -> End.UNREADABLE;
        };
        return new DocumentResult(document, end, reason, null, 0, List.of());
    }

    /** A document that was refused because of its identity. */
    public static DocumentResult conflict(String document, String reason) {
        return new DocumentResult(document, End.CONFLICT, reason, null, 0, List.of());
    }

    /** The same, for a document that came before. */
    public DocumentResult repeated(String before) {
        return new DocumentResult(document, end, reason, before, total, orders);
    }

    /** The public id of the document whose orders these are. */
    public String holder() {
        return earlier == null ? document : earlier;
    }

    /**
     * The same with its orders as they stand by now; what only the reading told of them stays.
     *
     * @param now what became of the {@link #holder} since
     */
    public DocumentResult asOf(DocumentResult now) {
        Map<Integer, List<Fault>> faults =
                orders.stream().collect(Collectors.toMap(OrderResult::position, OrderResult::faults));
        List<OrderResult> told = now.orders.stream()
                .map(order -> order.with(faults.getOrDefault(order.position(), List.of())))
                .toList();
        return new DocumentResult(document, end, reason, earlier, now.total, told);
    }

    /** The same with what only the reading tells. Of an earlier document's orders the reason stands in each. */
    public DocumentResult with(String why, String before, IntFunction<List<Fault>> faults) {
        List<OrderResult> told = orders.stream()
                .map(order -> order.state() == State.INVALID ? order.with(faults.apply(order.position())) : order)
                .toList();
        return new DocumentResult(document, end, why, before == null ? earlier : before, total, told);
    }
}
