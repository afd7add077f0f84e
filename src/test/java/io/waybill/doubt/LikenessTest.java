package io.waybill.doubt;

import static io.waybill.doubt.Likeness.CUSTOMER;
import static io.waybill.doubt.Likeness.MENTION;
import static io.waybill.doubt.Likeness.OPAQUE;
import static io.waybill.doubt.Likeness.OTHER;
import static io.waybill.doubt.Likeness.OURS;
import static io.waybill.doubt.Likeness.TWIN;
import static io.waybill.doubt.Sample.EMAIL;
import static io.waybill.doubt.Sample.MARKER;
import static io.waybill.doubt.Sample.OTHER_MARKER;
import static io.waybill.doubt.Sample.SENT;
import static io.waybill.doubt.Sample.commented;
import static io.waybill.doubt.Sample.order;
import static io.waybill.doubt.Sample.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    private static final String STRANGER = "ben@example.com";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                // email, tag, comment, likeness
                "anna@example.com, M, \"\", OURS",
                "ANNA@Example.COM, M, anything, OURS",
                "ben@example.com, M, \"\", MENTION",
                "-, M, \"\", MENTION",
                "anna@example.com, m, \"\", MENTION",
                "anna@example.com, xM, \"\", MENTION",
                "anna@example.com, \"M \", \"\", MENTION",
                "anna@example.com, \"\", M, MENTION",
                "ben@example.com, \"\", see order M please, MENTION",
                "anna@example.com, -, \"\", OPAQUE",
                "-, -, \"\", OPAQUE",
                "ben@example.com, -, \"\", OTHER",
                "-, \"\", \"\", OTHER",
                "anna@example.com, \"\", \"\", CUSTOMER",
                "anna@example.com, N, \"\", CUSTOMER",
                "ben@example.com, \"\", \"\", OTHER"
            })
    void a_marker_in_the_tag(String email, String tag, String comment, Likeness likeness) {
        assertThat(Likeness.of(tagged(), order(1, email, marked(tag), marked(comment))))
                .isEqualTo(likeness);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "anna@example.com, spring, M, OURS",
                "anna@example.com, spring, Ring twice M, OURS",
                "anna@example.com, changed since, Ring twice M, OURS",
                "ben@example.com, spring, Ring twice M, MENTION",
                "anna@example.com, spring, Ring twiceM, MENTION",
                "anna@example.com, spring, M Ring twice, MENTION",
                "anna@example.com, spring, Ring twice m, MENTION",
                "anna@example.com, M, Ring twice, MENTION",
                "anna@example.com, spring, Ring tw, TWIN",
                "anna@example.com, \" spring\", Ring twice, TWIN",
                "anna@example.com, -, Ring twice, TWIN",
                "anna@example.com, spring, Ring twice N, CUSTOMER",
                "anna@example.com, autumn, Ring twice, CUSTOMER",
                "anna@example.com, spring, -, OPAQUE",
                "-, spring, -, OPAQUE",
                "-, spring, Ring twice, OTHER",
                "ben@example.com, spring, Ring twice, OTHER"
            })
    void a_marker_behind_the_comment(String email, String tag, String comment, Likeness likeness) {
        assertThat(Likeness.of(commented(), order(1, email, marked(tag), marked(comment))))
                .isEqualTo(likeness);
    }

    @Test
    void an_older_order_of_the_same_tag_is_no_twin() {
        assertThat(Likeness.of(commented(), createdAt(SENT.minus(Duration.ofMinutes(59)))))
                .isEqualTo(TWIN);
        assertThat(Likeness.of(commented(), createdAt(SENT.minus(Duration.ofMinutes(61)))))
                .isEqualTo(CUSTOMER);
        assertThat(Likeness.of(commented(), createdAt(null))).isEqualTo(TWIN);
    }

    @Test
    void a_twin_may_have_the_time_that_was_sent_for_it() {
        Instant ordered = SENT.minus(Duration.ofDays(400));
        Doubt plain = commented();
        Doubt doubt = new Doubt(
                MARKER, plain.account(), EMAIL, Place.COMMENT, "spring", ordered, SENT, plain.endedAt(), false, null);

        assertThat(Likeness.of(doubt, createdAt(ordered))).isEqualTo(TWIN);
    }

    @Test
    void an_order_that_went_out_without_a_marker_is_like_nothing_but_its_customer() {
        Doubt unmarked = Sample.doubt(MARKER, EMAIL, Place.NONE);

        assertThat(Likeness.of(unmarked, order(1, EMAIL, "", ""))).isEqualTo(CUSTOMER);
        assertThat(Likeness.of(unmarked, order(1, EMAIL, null, null))).isEqualTo(CUSTOMER);
        assertThat(Likeness.of(unmarked, order(1, STRANGER, "", ""))).isEqualTo(OTHER);
        // nobody put it there for us, so it proves nothing
        assertThat(Likeness.of(unmarked, order(1, EMAIL, MARKER, ""))).isEqualTo(MENTION);
    }

    @Test
    void the_most_telling_comes_first() {
        assertThat(Likeness.values()).containsExactly(OURS, MENTION, TWIN, OPAQUE, CUSTOMER, OTHER);
    }

    private static FarOrder createdAt(Instant created) {
        return new FarOrder(1, EMAIL, "spring", "Ring twice", created, null);
    }

    private static String marked(String text) {
        return text == null
                ? null
                : text.replaceAll("\\bM\\b|M$", MARKER)
                        .replaceAll("\\bm\\b", MARKER.toLowerCase(java.util.Locale.ROOT))
                        .replaceAll("\\bN\\b", OTHER_MARKER);
    }
}
