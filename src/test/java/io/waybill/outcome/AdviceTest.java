package io.waybill.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.OpenQuestion;
import io.waybill.ledger.State;
import io.waybill.order.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    @ParameterizedTest
    @EnumSource(State.class)
    void every_state_has_one_clean_sentence(State state) {
        for (Operation operation : new Operation[] {Operation.CREATE_ORDER, Operation.DELETE_ORDER, null}) {
            for (Integer code : new Integer[] {null, 0, 4, 600, 601, 9999}) {
                Sample sample = Sample.failed(1, state, code, null);
                sample.operation = operation;
                assertThat(Advice.of(sample.order()))
                        .matches("[A-Z][^\\n]*\\.")
                        .doesNotContain("null")
                        .doesNotContain(". ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "600, bill_email",
        "603, at least one product",
        "604, not in the shop",
        "605, bill_address",
        "302, no such invoice",
        "4, unusual characters"
    })
    void a_rejected_order_is_told_what_to_correct(int code, String hint) {
        assertThat(Advice.of(Sample.failed(1, State.REJECTED, code, "text").order()))
                .contains(hint)
                .contains("drop");
    }

    @Test
    void a_doubt_names_the_marker_and_forbids_dropping_again_before_looking() {
        Sample sample = Sample.failed(1, State.IN_DOUBT, null, null);
        assertThat(Advice.of(sample.order()))
                .contains("tagged " + sample.reference)
                .contains("do not drop it again before that");
    }

    @Test
    void a_601_names_the_invoice_that_the_shop_gave() {
        Sample sample = Sample.failed(1, State.IN_DOUBT, 601, "Order already exist");
        sample.billId = 258301L;
        assertThat(Advice.of(sample.order())).contains("invoice 258301").contains("tagged " + sample.reference);
    }

    @Test
    void a_doubt_that_was_asked_about_has_the_advice_that_this_came_to() {
        Sample sample = Sample.failed(1, State.IN_DOUBT, 601, "Order already exist");
        sample.question = new OpenQuestion("Keep one of the invoices 4, 5.", "[]");
        assertThat(Advice.of(sample.order())).isEqualTo("Keep one of the invoices 4, 5.");
    }

    @Test
    void a_likely_duplicate_names_the_other_invoice() {
        Sample sample = Sample.failed(1, State.REJECTED, 601, "Order already exist");
        sample.billId = 258301L;
        assertThat(Advice.of(sample.order())).contains("invoice 258301").contains("drop it again");
    }

    @Test
    void a_repeated_identity_names_the_first() {
        Sample sample = Sample.failed(2, State.DUPLICATE, null, null);
        sample.related = "FIRST00000000001";
        assertThat(Advice.of(sample.order())).contains("FIRST00000000001").startsWith("Nothing to do");
        sample.state = State.CONFLICT;
        assertThat(Advice.of(sample.order())).contains("FIRST00000000001").contains("ref of its own");
        sample.operation = Operation.DELETE_ORDER;
        assertThat(Advice.of(sample.order())).contains("request_id");
    }

    @Test
    void a_dependant_points_at_what_it_depends_on() {
        Sample sample = Sample.failed(2, State.UNDELIVERED, null, null);
        sample.related = "FIRST00000000001";
        assertThat(Advice.of(sample.order())).contains("FIRST00000000001").contains("nothing was sent");
    }
}
