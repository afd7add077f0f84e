package io.waybill.doubt;

import static io.waybill.doubt.Query.BILLS_OF_CUSTOMER;
import static io.waybill.doubt.Query.ORDERS_OF_DAYS;
import static io.waybill.doubt.Query.ORDER_DETAILS;
import static io.waybill.doubt.Sample.EMAIL;
import static io.waybill.doubt.Sample.ENDED;
import static io.waybill.doubt.Sample.MARKER;
import static io.waybill.doubt.Sample.SENT;
import static io.waybill.doubt.Sample.bearing;
import static io.waybill.doubt.Sample.dated;
import static io.waybill.doubt.Sample.doubts;
import static io.waybill.doubt.Sample.order;
import static io.waybill.doubt.Sample.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.doubt.Answer.Cause;
import io.waybill.ledger.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class InquiryTest {
    private static final Answer.None DOWN = new Answer.None(Cause.FAILED, "no reply came in time");

    private final Book book = new Book();
    private final ManualClock clock = new ManualClock(ENDED);

    @Test
    void one_list_serves_all_doubts_of_its_days() {
        List<Doubt> doubts = doubts(100);
        doubts.subList(0, 50).forEach(doubt -> book.orders.add(bearing(book.orders.size() + 1L, doubt)));

        Map<Doubt, Sighting> sightings = about(doubts);

        assertThat(book.asked).hasSize(1);
        for (int i = 0; i < 100; i++) {
            Sighting sighting = sightings.get(doubts.get(i));
            assertThat(sighting.trouble()).isNull();
            assertThat(sighting.like(Likeness.OURS)).hasSize(i < 50 ? 1 : 0);
        }
    }

    @Test
    void where_the_list_fails_each_customer_is_asked_for() {
        book.refused.put(ORDERS_OF_DAYS, DOWN);
        book.orders.add(order(7, EMAIL, MARKER, ""));

        Sighting sighting = about(List.of(tagged())).get(tagged());

        assertThat(sighting.trouble()).isNull();
        assertThat(sighting.like(Likeness.OURS)).hasSize(1);
        assertThat(book.asked).extracting(Ask::query).containsExactly(ORDERS_OF_DAYS, BILLS_OF_CUSTOMER, ORDER_DETAILS);
    }

    @Test
    void where_the_customers_list_fails_the_days_are_asked_for() {
        Doubt dated = dated(SENT.minus(Duration.ofDays(400)));
        book.refused.put(BILLS_OF_CUSTOMER, DOWN);
        book.orders.add(order(7, EMAIL, MARKER, ""));

        Sighting sighting = about(List.of(dated)).get(dated);

        assertThat(sighting.trouble()).isNull();
        assertThat(sighting.like(Likeness.OURS)).hasSize(1);
        assertThat(book.calls(ORDERS_OF_DAYS)).isEqualTo(2);
    }

    @Test
    void where_both_fail_the_trouble_is_told() {
        book.refused.put(BILLS_OF_CUSTOMER, DOWN);
        book.refused.put(ORDERS_OF_DAYS, DOWN);

        assertThat(about(List.of(tagged())).get(tagged()).trouble()).isEqualTo(DOWN);
    }

    @Test
    void a_list_that_does_not_show_the_markers_is_not_enough() {
        Book list = new Book();
        list.orders.add(order(7, EMAIL, null, ""));
        book.orders.add(order(7, EMAIL, "", ""));
        Call mixed = ask -> ask.query() == ORDERS_OF_DAYS ? list.ask(ask) : book.ask(ask);

        Sighting both = new Inquiry(mixed, Limits.STANDARD)
                .about(List.of(tagged()), clock.instant())
                .get(tagged());
        Sighting alone = new Inquiry(list, Limits.STANDARD)
                .about(List.of(tagged()), clock.instant())
                .get(tagged());

        assertThat(both.trouble()).isNull();
        assertThat(both.candidates()).extracting(Candidate::likeness).containsExactly(Likeness.CUSTOMER);
        assertThat(alone.trouble()).isNotNull();
    }

    @Test
    void an_order_that_shows_no_customer_and_no_tag_leaves_the_list_open() {
        book.orders.add(order(7, null, null, ""));
        book.refused.put(BILLS_OF_CUSTOMER, DOWN);

        assertThat(about(List.of(tagged())).get(tagged()).trouble()).isNotNull();
    }

    @Test
    void a_customer_of_many_orders_is_looked_at_from_the_newest_on_and_not_taken_for_seen_whole() {
        book.refused.put(ORDERS_OF_DAYS, DOWN);
        for (int id = 1; id <= 21; id++) {
            book.orders.add(order(id, EMAIL, "", ""));
        }
        Sighting open = about(List.of(tagged())).get(tagged());
        assertThat(open.trouble()).isNotNull();
        assertThat(open.candidates()).hasSize(20).extracting(Candidate::billId).startsWith(21L);

        book.orders.add(order(22, EMAIL, MARKER, ""));
        assertThat(about(List.of(tagged())).get(tagged()).like(Likeness.OURS)).hasSize(1);
    }

    @Test
    void of_orders_with_nothing_in_common_but_the_customer_the_newest_are_shown() {
        for (int id = 1; id <= 30; id++) {
            book.orders.add(order(id, EMAIL, "", ""));
        }
        book.orders.add(order(0, EMAIL, "", MARKER));

        assertThat(about(List.of(tagged())).get(tagged()).candidates())
                .hasSize(21)
                .extracting(Candidate::billId)
                .startsWith(0L, 30L)
                .endsWith(11L);
    }

    @Test
    void a_marker_in_another_case_is_noticed_with_any_customer() {
        book.orders.add(order(7, "ben@example.com", "", "like " + MARKER.toLowerCase(Locale.ROOT)));

        assertThat(about(List.of(tagged())).get(tagged()).like(Likeness.MENTION))
                .hasSize(1);
    }

    @Test
    void an_order_that_is_named_but_not_shown_is_not_taken_for_another() {
        Call vanishing = ask -> ask.query() == BILLS_OF_CUSTOMER
                ? new Answer.Numbers(List.of(7L))
                : ask.query() == ORDERS_OF_DAYS ? DOWN : new Answer.Orders(List.of());

        assertThat(new Inquiry(vanishing, Limits.STANDARD)
                        .about(List.of(tagged()), clock.instant())
                        .get(tagged())
                        .trouble())
                .isNotNull();
    }

    @Test
    void an_address_outside_of_ascii_is_looked_for_in_the_list_only() {
        Doubt doubt = Sample.doubt(MARKER, "ÄNNA@example.com", Place.TAG);
        book.orders.add(order(7, "änna@example.com", MARKER, ""));
        assertThat(about(List.of(doubt)).get(doubt).like(Likeness.OURS)).hasSize(1);

        book.refused.put(ORDERS_OF_DAYS, DOWN);
        assertThat(about(List.of(doubt)).get(doubt).trouble()).isEqualTo(DOWN);
        assertThat(book.calls(BILLS_OF_CUSTOMER)).isZero();
    }

    @Test
    void an_order_named_by_601_is_the_only_one_asked_for() {
        book.orders.add(order(77, EMAIL, "", ""));
        Doubt doubt = tagged().answeredExisting(77);

        assertThat(about(List.of(doubt)).get(doubt).trouble()).isNull();
        assertThat(book.asked).containsExactly(Ask.details(77));

        Doubt gone = tagged().answeredExisting(78);
        assertThat(about(List.of(gone)).get(gone).trouble()).isNotNull();
    }

    /** Wherever the far end's days begin and whenever it acts until it has settled: the days asked for hold the order. */
    @Property
    void an_order_is_in_the_days_asked_for_in_every_zone(
            @ForAll @IntRange(min = -12 * 60, max = 14 * 60) int zoneMinutes,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long sent,
            @ForAll @IntRange(max = 200_000) int tookSeconds,
            @ForAll @IntRange(max = 6 * 3600) int settledSeconds,
            @ForAll boolean ownTime) {
        Book far = new Book();
        far.zone = ZoneId.ofOffset("UTC", java.time.ZoneOffset.ofTotalSeconds(zoneMinutes * 60));
        far.refused.put(BILLS_OF_CUSTOMER, DOWN);
        Instant begun = Instant.ofEpochSecond(sent);
        Instant ended = begun.plusSeconds(tookSeconds);
        Instant created = ownTime ? begun.minus(Duration.ofDays(90)) : null;
        far.orders.add(new FarOrder(7, EMAIL, MARKER, "", ownTime ? created : ended.plusSeconds(settledSeconds), null));
        Doubt doubt = new Doubt(MARKER, Sample.ACCOUNT, EMAIL, Place.TAG, "", created, begun, ended, false, null);

        assertThat(new Inquiry(far, Limits.STANDARD)
                        .about(List.of(doubt), clock.instant())
                        .get(doubt)
                        .like(Likeness.OURS))
                .hasSize(1);
    }

    private Map<Doubt, Sighting> about(List<Doubt> doubts) {
        book.asked.clear();
        return new LinkedHashMap<>(new Inquiry(book, Limits.STANDARD).about(doubts, clock.instant()));
    }
}
