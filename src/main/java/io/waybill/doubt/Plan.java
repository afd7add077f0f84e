package io.waybill.doubt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How to ask about some doubts of one account in the fewest calls: for the orders of their days, shared among all of
 * them, or for the orders of each customer.
 *
 * @param pages the lists of days that cover all of the doubts
 * @param byDays whether these are to be asked first; the other way is for what they leave open
 */
record Plan(List<Days> pages, boolean byDays) {
    /** A customer's list, and as a rule the one order in it. */
    private static final int CALLS_OF_A_CUSTOMER = 2;

    static Plan of(Collection<Doubt> doubts, Limits limits) {
        List<Days> spans = new ArrayList<>();
        for (Doubt doubt : doubts) {
            spans.addAll(Days.covering(doubt));
        }
        List<Days> pages = Days.pages(spans, limits.days());
        long customers = doubts.stream().map(Doubt::email).distinct().count();
        return new Plan(pages, pages.size() < CALLS_OF_A_CUSTOMER * customers);
    }

    /** The lists that cover one of the doubts. */
    List<Days> pagesOf(Doubt doubt) {
        List<Days> spans = Days.covering(doubt);
        return pages.stream()
                .filter(page -> spans.stream().anyMatch(page::meets))
                .toList();
    }
}
