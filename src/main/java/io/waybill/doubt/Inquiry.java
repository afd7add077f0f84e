package io.waybill.doubt;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks one account's API about a batch of doubts. What can be shared is asked once; where the way of fewer calls leaves
 * a doubt open, because a list is too long, fails or does not show the markers, the other way is tried for it.
 */
public final class Inquiry {
    private final Call call;
    private final Limits limits;

    /** Asks by that call, within those limits. */
    public Inquiry(Call call, Limits limits) {
        this.call = call;
        this.limits = limits;
    }

    /**
     * What the far end shows of each doubt.
     *
     * @param doubts of one account, those first that have waited longest: the last may remain unasked
     * @param asOf a time before the first question
     */
    public Map<Doubt, Sighting> about(Collection<Doubt> doubts, Instant asOf) {
        Asking asking = new Asking(call, limits, doubts);
        Plan plan = Plan.of(
                doubts.stream().filter(doubt -> doubt.existing() == null).toList(), limits);
        Map<Doubt, Sighting> sightings = new LinkedHashMap<>();
        for (Doubt doubt : doubts) {
            Seen seen = new Seen(doubt);
            if (doubt.existing() != null) {
                seen.ended(details(asking, seen, List.of(doubt.existing())));
            } else {
                ask(asking, plan, seen);
            }
            sightings.put(doubt, seen.sighting(asOf));
        }
        return sightings;
    }

    private void ask(Asking asking, Plan plan, Seen seen) {
        boolean askable = seen.doubt().customerCanBeAsked();
        if (askable && !plan.byDays()) {
            seen.ended(byCustomer(asking, seen));
            if (seen.isOpen()) {
                seen.ended(byDays(asking, plan, seen));
            }
            return;
        }
        seen.ended(byDays(asking, plan, seen));
        if (askable && seen.isOpen()) {
            seen.ended(byCustomer(asking, seen));
        }
    }

    private static Answer.None byDays(Asking asking, Plan plan, Seen seen) {
        Answer.None trouble = null;
        for (Days page : plan.pagesOf(seen.doubt())) {
            trouble = first(trouble, seen.take(asking.ask(Ask.ordersOf(page))));
        }
        return trouble;
    }

    private Answer.None byCustomer(Asking asking, Seen seen) {
        Asking.Heard heard = asking.ask(Ask.billsOf(seen.doubt().email()));
        return heard.trouble() == null ? details(asking, seen, heard.numbers()) : heard.trouble();
    }

    private Answer.None details(Asking asking, Seen seen, List<Long> numbers) {
        // Numbers go up, as far as is known: the newest first.
        List<Long> newest = numbers.stream()
                .sorted(Comparator.reverseOrder())
                .limit(limits.candidates())
                .toList();
        Answer.None trouble = newest.size() == numbers.size()
                ? null
                : failed("the customer has " + numbers.size() + " orders, of which only the newest "
                        + limits.candidates() + " were looked at");
        for (long number : newest) {
            Asking.Heard heard = asking.ask(Ask.details(number));
            trouble = first(trouble, seen.take(heard));
            if (heard.trouble() == null && heard.shown() == 0) {
                trouble = first(trouble, failed("invoice " + number + " was named, but is not there"));
            }
        }
        return trouble;
    }

    private static Answer.None failed(String why) {
        return new Answer.None(Answer.Cause.FAILED, why);
    }

    private static Answer.None first(Answer.None one, Answer.None other) {
        return one == null ? other : one;
    }
}
