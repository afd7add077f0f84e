package io.waybill.doubt;

import static io.waybill.doubt.FarSite.INTACT;
import static io.waybill.doubt.Sample.EMAIL;
import static io.waybill.doubt.Sample.MARKER;
import static io.waybill.doubt.Sample.OTHER_MARKER;
import static io.waybill.doubt.Sample.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.Fields;
import io.waybill.sandbox.FaultKind;
import io.waybill.sandbox.SandboxFault;
import io.waybill.signing.Reply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answer 601, "already exists", and reading back. */
class ExistingOrderTest {
    private static final Fields PLAIN = fields(MARKER, "bill_email", EMAIL);

    private final FarSite far = new FarSite(true, Duration.ofSeconds(20));

    @AfterEach
    void close() throws IOException {
        far.close();
    }

    @Test
    void an_existing_order_that_bears_our_marker_is_this_one() throws IOException {
        far.create(PLAIN);
        Reply.Verified again = far.create(PLAIN);
        assertThat(again.code()).isEqualTo(601);

        Doubt doubt = far.doubt(MARKER, PLAIN).answeredExisting(again.billId().orElseThrow());
        assertThat(far.ask(far.call(), doubt, Standing.NEW, Trust.UNKNOWN))
                .isEqualTo(new Finding.Confirmed(again.billId().orElseThrow()));
    }

    @Test
    void an_existing_order_that_is_another_rejects_ours_with_its_number() throws IOException {
        far.create(fields(OTHER_MARKER, "bill_email", EMAIL));
        Reply.Verified taken = far.create(PLAIN);
        assertThat(taken.code()).isEqualTo(601);

        Doubt doubt = far.doubt(MARKER, PLAIN).answeredExisting(taken.billId().orElseThrow());
        assertThat(far.ask(doubt, Standing.NEW)).isInstanceOfSatisfying(Finding.Rejected.class, rejected -> {
            assertThat(rejected.existing()).isEqualTo(taken.billId().orElseThrow());
            assertThat(rejected.advice()).contains("invoice " + rejected.existing());
        });
    }

    @Test
    void an_existing_order_that_cannot_be_looked_at_tells_nothing() throws IOException {
        Doubt doubt = far.doubt(MARKER, PLAIN).answeredExisting(4711);

        assertThat(far.askUntilTold(doubt))
                .isInstanceOfSatisfying(
                        Finding.Unclear.class,
                        unclear -> assertThat(unclear.advice()).contains("invoice 4711"));
    }

    @Test
    void a_marker_that_comes_back_in_tag_or_comment_was_returned_intact() throws IOException {
        assertThat(readBack(PLAIN)).isEqualTo(Trust.Seen.INTACT);
        assertThat(readBack(fields(
                        MARKER,
                        "goods[0][good_name]",
                        "book",
                        "bill_email",
                        "Anna@Example.COM",
                        "bill_tag",
                        "spring",
                        "bill_comment",
                        "«Größe» <b>5</b> 📦")))
                .isEqualTo(Trust.Seen.INTACT);
    }

    @Test
    void an_order_that_cannot_be_read_back_says_nothing_about_the_account() throws IOException {
        long billId = far.create(PLAIN).billId().orElseThrow();
        Doubt confirmed = far.doubt(MARKER, PLAIN);
        far.sandbox.faults(SandboxFault.of(FaultKind.WRONG_HASH));
        assertThat(ReadBack.of(far.call(), confirmed, billId)).isEqualTo(Trust.Seen.NOT_YET);
        far.sandbox.faults();
        far.delete(billId);
        assertThat(ReadBack.of(far.call(), confirmed, billId)).isEqualTo(Trust.Seen.NOT_YET);
        assertThat(ReadBack.of(far.call(), Sample.doubt(MARKER, EMAIL, Place.NONE), billId))
                .isEqualTo(Trust.Seen.NOT_YET);
    }

    @Test
    void a_marker_that_came_back_otherwise_or_not_at_all_was_changed() {
        for (String tag : new String[] {"", MARKER.substring(1), MARKER.toLowerCase(java.util.Locale.ROOT), null}) {
            Book book = new Book();
            book.orders.add(Sample.order(7, EMAIL, tag, ""));

            assertThat(ReadBack.of(book, Sample.tagged(), 7)).as(tag).isEqualTo(Trust.Seen.CHANGED);
        }
    }

    @Test
    void what_was_seen_of_one_place_says_nothing_of_the_other() {
        Trust trust = Trust.UNKNOWN.with(Place.TAG, Trust.Seen.INTACT);

        assertThat(trust.of(Place.TAG)).isEqualTo(Trust.Seen.INTACT);
        assertThat(trust.of(Place.COMMENT)).isEqualTo(Trust.Seen.NOT_YET);
        assertThat(trust.with(Place.COMMENT, Trust.Seen.CHANGED))
                .isEqualTo(new Trust(Trust.Seen.INTACT, Trust.Seen.CHANGED));
        assertThat(INTACT.of(Place.NONE)).isEqualTo(Trust.Seen.CHANGED);
    }

    private Trust.Seen readBack(Fields sent) throws IOException {
        Reply.Verified created = far.create(sent);
        assertThat(created.code()).isZero();
        return ReadBack.of(far.call(), far.doubt(MARKER, sent), created.billId().orElseThrow());
    }
}
