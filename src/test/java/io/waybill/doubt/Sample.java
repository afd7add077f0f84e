package io.waybill.doubt;

import io.waybill.order.AccountKey;
import io.waybill.order.Fields;
import io.waybill.order.Marker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Doubts and orders for the tests. */
final class Sample {
    static final AccountKey ACCOUNT = new AccountKey("shop", false);
    static final String MARKER = "7K3MZ9QX0V4TR8AB";
    static final String OTHER_MARKER = "0123456789ABCDEF";
    static final String EMAIL = "anna@example.com";
    static final Instant SENT = Instant.parse("2026-03-10T12:00:00Z");
    static final Instant ENDED = SENT.plusSeconds(30);
    static final Instant SETTLED = ENDED.plus(DoubtTimes.STANDARD.settling());

    private Sample() {}

    /** In doubt since noon, its marker as the tag. */
    static Doubt tagged() {
        return doubt(MARKER, EMAIL, Place.TAG);
    }

    /** The same with a tag of its own, its marker behind the comment. */
    static Doubt commented() {
        return doubt(MARKER, EMAIL, Place.COMMENT);
    }

    static Doubt doubt(String marker, String email, Place place) {
        return new Doubt(
                marker, ACCOUNT, email, place, place == Place.TAG ? "" : "spring", null, SENT, ENDED, false, null);
    }

    static Doubt deleted(Doubt doubt) {
        return new Doubt(
                doubt.marker(),
                doubt.account(),
                doubt.email(),
                doubt.place(),
                doubt.ownTag(),
                doubt.created(),
                doubt.sentAt(),
                doubt.endedAt(),
                true,
                doubt.existing());
    }

    /** Fields as they are sent: these pairs with the marker put in. */
    static Fields fields(String marker, String... namesAndTexts) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        pairs.add(Map.entry("goods[0][good_name]", "course"));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            pairs.add(Map.entry(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        return Marker.into(Fields.of(pairs), marker);
    }

    static FarOrder order(long billId, String email, String tag, String comment) {
        return new FarOrder(billId, email, tag, comment, SENT.plus(Duration.ofSeconds(1)), "1000.00");
    }

    static Candidate candidate(long billId, Likeness likeness) {
        return new Candidate(billId, SENT, "1000.00", likeness);
    }

    static FarOrder bearing(long billId, Doubt doubt) {
        return order(billId, doubt.email(), doubt.marker(), "");
    }

    /** So many doubts of as many customers. */
    static List<Doubt> doubts(int count) {
        Random random = new Random(1);
        List<Doubt> doubts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            doubts.add(Sample.doubt(Marker.random(random), "doubtful" + i + "@example.com", Place.TAG));
        }
        return doubts;
    }

    static Doubt dated(Instant created) {
        Doubt plain = tagged();
        return new Doubt(
                plain.marker(),
                plain.account(),
                plain.email(),
                plain.place(),
                "",
                created,
                plain.sentAt(),
                plain.endedAt(),
                false,
                null);
    }
}
