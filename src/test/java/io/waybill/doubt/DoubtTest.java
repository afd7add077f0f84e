package io.waybill.doubt;

import static io.waybill.doubt.Sample.ACCOUNT;
import static io.waybill.doubt.Sample.ENDED;
import static io.waybill.doubt.Sample.MARKER;
import static io.waybill.doubt.Sample.SENT;
import static io.waybill.doubt.Sample.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.order.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoubtTest {
    @Test
    void an_order_without_a_tag_has_its_marker_there() {
        Doubt doubt = of(fields(MARKER, "bill_email", "Anna@Example.COM"));

        assertThat(doubt.place()).isEqualTo(Place.TAG);
        assertThat(doubt.ownTag()).isEmpty();
        assertThat(doubt.email()).isEqualTo("anna@example.com");
        assertThat(doubt.created()).isNull();
        assertThat(doubt.existing()).isNull();
    }

    @Test
    void an_order_with_a_tag_has_it_behind_its_comment() {
        assertThat(of(fields(MARKER, "bill_tag", "spring")).place()).isEqualTo(Place.COMMENT);
        Doubt doubt = of(fields(MARKER, "bill_tag", "spring", "bill_comment", "Ring twice"));

        assertThat(doubt.place()).isEqualTo(Place.COMMENT);
        assertThat(doubt.ownTag()).isEqualTo("spring");
    }

    @Test
    void an_order_whose_fields_do_not_bear_the_marker_has_none() {
        assertThat(of(Fields.of(List.of(Map.entry("bill_comment", "x" + MARKER))))
                        .place())
                .isEqualTo(Place.NONE);
        assertThat(of(Fields.NONE).place()).isEqualTo(Place.NONE);
    }

    @Test
    void its_own_time_of_creation_is_known() {
        assertThat(of(fields(MARKER, "bill_created", "1700000000")).created())
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void only_an_address_whose_lower_case_is_sure_can_be_asked_for() {
        assertThat(of(fields(MARKER, "bill_email", "anna@example.com")).customerCanBeAsked())
                .isTrue();
        assertThat(of(fields(MARKER, "bill_email", "ÄNNA@example.com")).customerCanBeAsked())
                .isFalse();
        assertThat(of(fields(MARKER)).customerCanBeAsked()).isFalse();
    }

    @Test
    void an_attempt_does_not_end_before_it_began() {
        assertThatThrownBy(() -> Doubt.of(MARKER, ACCOUNT, Fields.NONE, ENDED, SENT, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Doubt of(Fields sent) {
        return Doubt.of(MARKER, ACCOUNT, sent, SENT, ENDED, false);
    }
}
