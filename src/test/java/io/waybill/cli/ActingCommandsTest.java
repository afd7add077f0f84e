package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.ledger.Draft;
import io.waybill.ledger.State;
import io.waybill.ledger.Verdicts;
import io.waybill.rest.GatewayFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code replay}, {@code discard} and {@code resolve} against the API over TCP. */
class ActingCommandsTest extends GatewayCommandsTestBase {
    @ParameterizedTest
    @ValueSource(strings = {"replay A", "discard A", "resolve A --absent", "replay --state rejected"})
    void without_a_gateway_one_sentence_says_so(String command) throws IOException {
        GatewayFile.remove(api.site().data());
        assertThat(run(command)).isEqualTo(3);
        assertThat(err.toString().lines()).singleElement().asString().contains("No gateway is running on");
    }

    @Test
    void orders_are_replayed_by_id_and_by_reference_and_a_refusal_stops_nobody() {
        String one = api.site().ended(Draft.create("A"), Verdicts.rejected(604));
        String done = api.site().ended(Draft.create("B"), Verdicts.confirmed(7L));
        String two = api.site().ended(Draft.create("C/ü"), Verdicts.rejected(604));
        assertThat(run("replay A B nowhere " + two + " --by anna --reason mended"))
                .isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "Order " + one + " (A) was rejected and is due again.",
                        "Order " + two + " (C/ü) was rejected and is due again.");
        assertThat(err.toString().lines())
                .containsExactly(
                        "waybill: Order " + done + " went through (invoice 7): that is final.",
                        "waybill: There is no order with the reference or id nowhere.");
        assertThat(api.site().one("select detail from history")).isEqualTo("anna: mended");
    }

    @Test
    void who_did_it_is_the_user_of_this_machine_if_nobody_says_otherwise() {
        api.site().ended(Draft.create("A"), Verdicts.rejected(604));
        run("replay A");
        assertThat(api.site().one("select detail from history")).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void of_a_reference_the_order_is_meant_to_which_it_can_be_done() {
        api.site().ended(Draft.create("A"), Verdicts.rejected(604));
        String second = api.site().ended(Draft.create("A").with("x", "y"), Verdicts.rejected(604));
        String delete = api.site().acceptOne(Draft.delete("A"));
        assertThat(api.site().state(delete)).isEqualTo(State.UNDELIVERED);
        assertThat(run("discard A")).isEqualTo(1);
        assertThat(err.toString()).contains("several orders", delete, second, "name one by its id");
        assertThat(run("replay A")).isZero();
        assertThat(out.toString()).contains(second + " (A) was rejected and is due again, and with it " + delete);
    }

    @Test
    void a_doubt_is_resolved_by_what_a_person_has_seen() {
        api.site().ended(Draft.create("A"), Verdicts.inDoubt());
        String absent = api.site().ended(Draft.create("B"), Verdicts.inDoubt());
        assertThat(run("resolve A --confirmed 77")).isZero();
        assertThat(run("resolve B --absent")).isZero();
        assertThat(out.toString()).contains("(A) is confirmed, invoice 77.", "(B) is sent again.");
        assertThat(api.site().state(absent)).isEqualTo(State.ACCEPTED);
        assertThat(run("resolve A")).isEqualTo(2);
        assertThat(run("resolve A --absent --confirmed 7")).isEqualTo(2);
        assertThat(run("resolve A --confirmed seven")).isEqualTo(2);
    }

    @Test
    void all_of_a_state_are_replayed_with_a_count_first() {
        for (String ref : List.of("A", "B")) {
            api.site().ended(Draft.create(ref), Verdicts.rejected(604));
        }
        assertThat(run("replay --state rejected --dry-run")).isZero();
        assertThat(out.toString().lines()).containsExactly("2 orders are rejected.");
        assertThat(api.site().one("select count(*) from orders where state = 0"))
                .isEqualTo(0);
        out.getBuffer().setLength(0);
        assertThat(run("replay --state rejected --account main")).isZero();
        assertThat(out.toString().lines()).containsExactly("2 orders are rejected.", "2 are due again.");
        assertThat(run("replay --state invalid")).isEqualTo(2);
    }

    @Test
    void as_json_each_answer_is_a_line() {
        String order = api.site().ended(Draft.create("A"), Verdicts.rejected(604));
        assertThat(run("discard A B --json")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"id\":\"" + order
                                + "\",\"ref\":\"A\",\"before\":\"rejected\",\"state\":\"discarded\",\"with\":[]}",
                        "{\"order\":\"B\",\"refused\":\"There is no order with the reference or id B.\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"replay", "replay A --state rejected", "replay A --dry-run", "replay A --account main", "discard"
            })
    void what_makes_no_sense_is_wrong_usage(String command) {
        assertThat(run(command)).isEqualTo(2);
    }
}
