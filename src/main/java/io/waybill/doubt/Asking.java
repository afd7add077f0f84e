package io.waybill.doubt;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls of one inquiry: each question is asked once, however many doubts share it, and there is an end to them. */
final class Asking {
    private static final Answer.None NOT_ASKED = new Answer.None(
            Answer.Cause.NOT_ASKED, "it was not asked for yet, since others came first and calls are limited");

    private final Call call;
    private final Limits limits;
    private final OrderIndex.Wanted wanted;
    private final Map<Ask, Heard> heard = new HashMap<>();
    private int failures;
    private Answer.None end;

    Asking(Call call, Limits limits, Collection<Doubt> doubts) {
        this.call = call;
        this.limits = limits;
        this.wanted = new OrderIndex.Wanted(doubts);
    }

    /**
     * What came of a question.
     *
     * @param trouble why there is no answer, or null
     * @param numbers the invoice numbers that it names
     * @param shown how many orders it shows
     * @param index those of them that matter
     */
    record Heard(Answer.None trouble, List<Long> numbers, int shown, OrderIndex index) {}

    /** What comes of a question, now or from before. */
    Heard ask(Ask ask) {
        Heard before = heard.get(ask);
        if (before != null) {
            return before;
        } else if (end != null) {
            return hear(end);
        } else if (heard.size() >= limits.calls()) {
            return hear(NOT_ASKED);
        }
        Heard now = hear(call.ask(ask));
        heard.put(ask, now);
        failures = now.trouble == null ? 0 : failures + 1;
        if (failures >= limits.failures() || failures > 0 && now.trouble.cause() == Answer.Cause.CONFIGURATION) {
            end = now.trouble;
        }
        return now;
    }

    private Heard hear(Answer answer) {
        List<FarOrder> orders = answer instanceof Answer.Orders some ? some.orders() : List.of();
        return new Heard(
                answer instanceof Answer.None none ? none : null,
                answer instanceof Answer.Numbers some ? some.billIds() : List.of(),
                orders.size(),
                new OrderIndex(orders, wanted));
    }
}
