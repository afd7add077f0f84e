package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.ledger.NewOrder;
import io.waybill.order.AccountKey;
import io.waybill.order.Fault;
import io.waybill.order.Identity;
import io.waybill.order.Operation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssemblerTest {
    private static final AccountKey MAIN = new AccountKey("main", true);
    private static final AccountKey SECOND = new AccountKey("second", false);
    private static final Accounts ONE = accounts(MAIN);
    private static final Accounts TWO = accounts(MAIN, SECOND);

    private final Random random = new Random(3);

    @Test
    void a_create_with_a_reference_is_known_by_it_and_due_early() {
        NewOrder order = assemble(ONE, null, create("ref", "A-1"));
        assertThat(order.invalid()).isNull();
        assertThat(order.operation()).isEqualTo(Operation.CREATE_ORDER);
        assertThat(order.ref()).isEqualTo("A-1");
        assertThat(order.identity()).isEqualTo(Identity.ofCreate(MAIN, "A-1"));
        assertThat(order.early()).isTrue();
        assertThat(order.target()).isNull();
        assertThat(order.billId()).isNull();
        assertThat(order.position()).isEqualTo(3);
        assertThat(order.line()).isEqualTo(17);
    }

    @Test
    void what_is_sent_carries_the_marker_and_none_of_the_fields_that_steer_waybill() {
        NewOrder order = assemble(ONE, null, create("ref", "A-1", "operation", "CreateOrder", "account", "main"));
        assertThat(order.invalid()).isNull();
        assertThat(order.query())
                .isEqualTo("goods%5B0%5D%5Bgood_name%5D=course&bill_email=anna%40example.com&bill_tag="
                        + order.reference());
    }

    @Test
    void an_order_with_a_tag_of_its_own_carries_the_marker_in_its_comment() {
        NewOrder order = assemble(ONE, null, create("bill_tag", "spring", "bill_comment", "ring"));
        assertThat(order.query()).contains("bill_tag=spring").contains("bill_comment=ring+" + order.reference());
    }

    @Test
    void the_marker_is_not_part_of_what_makes_two_orders_equal() {
        NewOrder one = assemble(ONE, null, create("ref", "A-1"));
        NewOrder again = assemble(ONE, null, create("ref", "A-1"));
        NewOrder other = assemble(ONE, null, create("ref", "A-1", "bill_phone", "1"));
        assertThat(one.reference()).isNotEqualTo(again.reference());
        assertThat(one.digest()).isEqualTo(again.digest()).isNotEqualTo(other.digest());
        assertThat(one.identity()).isEqualTo(other.identity());
    }

    @Test
    void an_order_is_sent_in_the_spelling_of_its_account_and_is_the_same_order_in_either() {
        Accounts russian = Accounts.checked(Map.of(
                MAIN,
                AccountSettings.of("https://shop.justclick.ru", "login", "key"),
                SECOND,
                AccountSettings.of("https://shop.example", "login", "key")));
        NewOrder there = assemble(russian, "main", create("bill_middle_name", "Ivanovna", "bill_coupon", "x"));
        NewOrder here = assemble(russian, "second", create("bill_otchestvo", "Ivanovna", "bill_kupon", "x"));
        assertThat(there.query()).contains("bill_otchestvo=Ivanovna&bill_kupon=x");
        assertThat(here.query()).contains("bill_middle_name=Ivanovna&bill_kupon=x");
        assertThat(there.digest()).isEqualTo(here.digest());
    }

    @Test
    void a_create_without_a_reference_is_known_by_its_place_and_held() {
        NewOrder order = assemble(ONE, null, create());
        assertThat(order.identity()).isEqualTo(Identity.ofPlace(MAIN, "base", 3));
        assertThat(order.early()).isFalse();
    }

    @Test
    void a_delete_by_reference_names_the_create_and_is_known_by_its_place() {
        NewOrder order = assemble(ONE, null, fields("operation", "DeleteOrder", "ref", "A-1"));
        assertThat(order.invalid()).isNull();
        assertThat(order.operation()).isEqualTo(Operation.DELETE_ORDER);
        assertThat(order.target()).isEqualTo(Identity.ofCreate(MAIN, "A-1"));
        assertThat(order.billId()).isNull();
        assertThat(order.identity()).isEqualTo(Identity.ofPlace(MAIN, "base", 3));
        assertThat(order.query()).as("the invoice number comes later").isEmpty();
    }

    @Test
    void a_delete_by_number_names_the_invoice_and_carries_no_marker() {
        NewOrder order = assemble(ONE, null, fields("operation", "DeleteOrder", "bill_id", "258367"));
        assertThat(order.invalid()).isNull();
        assertThat(order.target()).isNull();
        assertThat(order.billId()).isEqualTo(258367);
        assertThat(order.query()).isEqualTo("bill_id=258367");
    }

    @Test
    void a_delete_with_a_request_id_is_known_by_it() {
        NewOrder order = assemble(ONE, null, fields("operation", "DeleteOrder", "ref", "A-1", "request_id", "r-9"));
        assertThat(order.identity()).isEqualTo(Identity.ofRequest(MAIN, "r-9"));
    }

    @Test
    void a_number_that_is_none_is_a_fault_and_no_exception() {
        for (String number : List.of("99999999999999999999", "-1", "+5", "x", "", " 5", "0", "\u0665")) {
            NewOrder order = assemble(ONE, null, fields("operation", "DeleteOrder", "bill_id", number));
            assertThat(order.invalid()).as("bill_id \"%s\"", number).contains("bill_id");
            assertThat(order.billId()).isNull();
        }
    }

    @Test
    void an_unknown_operation_is_kept_as_an_order_of_no_operation() {
        NewOrder order = assemble(ONE, null, fields("operation", "createorder", "ref", "A-1"));
        assertThat(order.operation()).isNull();
        assertThat(order.invalid()).contains("operation", "CreateOrder");
        assertThat(order.target()).isNull();
    }

    @Test
    void the_order_says_which_account_it_is_for_before_its_folder_does() {
        assertThat(assemble(TWO, "main", create("account", "second")).account()).isEqualTo(SECOND);
        assertThat(assemble(TWO, "second", create()).account()).isEqualTo(SECOND);
        assertThat(assemble(ONE, null, create()).account()).isEqualTo(MAIN);
    }

    @Test
    void an_order_for_an_account_that_is_not_configured_is_invalid_and_told_which_there_are() {
        assertThat(assemble(TWO, null, create("account", "thrid")).invalid())
                .contains("account: found \"thrid\"", "main, second");
        assertThat(assemble(TWO, null, create()).invalid()).contains("account", "main, second");
    }

    @Test
    void what_is_wrong_is_said_with_document_position_and_line() {
        NewOrder order = assemble(ONE, null, fields("bill_email", "no address", "goods[0][good_sum]", "1"));
        assertThat(order.invalid())
                .startsWith("orders.csv, order 3, line 17: ")
                .contains("bill_email", "goods[0][good_name]");
    }

    @Test
    void faults_of_the_reader_make_the_order_invalid_too() {
        Assembler assembler = new Assembler(claim(null), "base", IntakeTerms.of(ONE), null, random);
        NewOrder order = assembler.assemble(new RawOrder(1, 1, create(), List.of(Fault.of("", "a list", "an object"))));
        assertThat(order.invalid()).contains("found \"a list\", expected an object");
    }

    @Test
    void the_sandbox_and_the_live_account_of_one_name_know_different_orders() {
        NewOrder sandbox = assemble(accounts(new AccountKey("main", true)), null, create("ref", "A-1"));
        NewOrder live = assemble(accounts(new AccountKey("main", false)), null, create("ref", "A-1"));
        assertThat(sandbox.identity()).isNotEqualTo(live.identity());
    }

    private NewOrder assemble(Accounts accounts, String claimed, List<Map.Entry<String, String>> fields) {
        return new Assembler(claim(claimed), "base", IntakeTerms.of(accounts), null, random)
                .assemble(new RawOrder(3, 17, fields, List.of()));
    }

    private static Claim claim(String account) {
        return new Claim("DOC", Path.of("x"), "orders.csv", "folder", account, true, false, Instant.EPOCH);
    }

    private static List<Map.Entry<String, String>> create(String... more) {
        List<Map.Entry<String, String>> fields =
                fields("goods[0][good_name]", "course", "bill_email", "anna@example.com");
        fields.addAll(fields(more));
        return fields;
    }

    private static List<Map.Entry<String, String>> fields(String... namesAndTexts) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            fields.add(Map.entry(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        return fields;
    }

    private static Accounts accounts(AccountKey... keys) {
        Map<AccountKey, AccountSettings> settings = new LinkedHashMap<>();
        for (AccountKey key : keys) {
            settings.put(key, AccountSettings.of("https://shop.example", "login", "key"));
        }
        return Accounts.checked(settings);
    }
}
