package io.waybill.doubt;

import static io.waybill.doubt.Query.BILLS_OF_CUSTOMER;
import static io.waybill.doubt.Query.ORDERS_OF_DAYS;
import static io.waybill.doubt.Sample.ENDED;
import static io.waybill.doubt.Sample.bearing;
import static io.waybill.doubt.Sample.doubts;
import static io.waybill.doubt.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.doubt.Answer.Cause;
import io.waybill.ledger.ManualClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked has an end, and thousands of orders and hundreds of doubts are no matter. */
class InquiryLimitsTest {
    private static final Answer.None DOWN = new Answer.None(Cause.FAILED, "no reply came in time");
    private static final Answer.None SUSPENDED = new Answer.None(Cause.CONFIGURATION, "code 7");

    private final Book book = new Book();
    private final ManualClock clock = new ManualClock(ENDED);

    @Test
    void an_inquiry_ends_after_some_failures_in_a_row() {
        book.refused.put(ORDERS_OF_DAYS, DOWN);
        book.refused.put(BILLS_OF_CUSTOMER, DOWN);

        Map<Doubt, Sighting> sightings = about(doubts(100));

        assertThat(book.asked).hasSize(Limits.STANDARD.failures());
        assertThat(sightings)
                .hasSize(100)
                .allSatisfy((doubt, sighting) -> assertThat(sighting.trouble()).isEqualTo(DOWN));
    }

    @Test
    void an_inquiry_ends_at_once_where_the_account_is_refused() {
        book.refused.put(ORDERS_OF_DAYS, SUSPENDED);

        Map<Doubt, Sighting> sightings = about(doubts(100));

        assertThat(book.asked).hasSize(1);
        assertThat(sightings.values())
                .allSatisfy(sighting -> assertThat(sighting.trouble()).isEqualTo(SUSPENDED));
    }

    @Test
    void what_goes_beyond_the_calls_of_an_inquiry_remains_unasked() {
        book.refused.put(ORDERS_OF_DAYS, DOWN);
        List<Doubt> doubts = doubts(100);

        Map<Doubt, Sighting> sightings = about(doubts);

        // the list, and nobody has orders, so each customer is one call
        assertThat(book.asked).hasSize(Limits.STANDARD.calls());
        assertThat(sightings.get(doubts.get(48)).trouble()).isNull();
        assertThat(sightings.get(doubts.get(49)).trouble()).isEqualTo(DOWN);
        assertThat(book.asked.get(49)).isEqualTo(Ask.billsOf(doubts.get(48).email()));
    }

    @Test
    void a_busy_shop_and_many_doubts_are_told_apart() {
        List<Doubt> doubts = doubts(500);
        for (int id = 1; id <= 10_000; id++) {
            book.orders.add(order(id, "c" + id + "@shop.example", "T" + id, "Ring twice " + id));
        }
        for (Doubt doubt : doubts.subList(0, 250)) {
            book.orders.add(bearing(book.orders.size() + 1L, doubt));
        }
        Map<Doubt, Sighting> sightings = about(doubts);

        for (int i = 0; i < 500; i++) {
            assertThat(sightings.get(doubts.get(i)).candidates()).hasSize(i < 250 ? 1 : 0);
        }
    }

    private Map<Doubt, Sighting> about(List<Doubt> doubts) {
        return new Inquiry(book, Limits.STANDARD).about(doubts, clock.instant());
    }
}
