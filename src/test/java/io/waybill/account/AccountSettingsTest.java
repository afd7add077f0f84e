package io.waybill.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.waybill.order.AccountKey;
import io.waybill.order.Operation;
import io.waybill.order.Spelling;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSettingsTest {
    private static final AccountKey MAIN = new AccountKey("main", false);
    private static final String KEY = "Sehr-Geheim-0123456789";

    @ParameterizedTest
    @CsvSource({
        "https://shop.example,                 https://shop.example/api/CreateOrder",
        "https://shop.example/,                https://shop.example/api/CreateOrder",
        "https://shop.example/api,             https://shop.example/api/CreateOrder",
        "https://shop.example/api/,            https://shop.example/api/CreateOrder",
        "HTTPS://Shop.Example:8443,            https://shop.example:8443/api/CreateOrder",
        "https://proxy.example/shop,           https://proxy.example/shop/api/CreateOrder",
        "https://proxy.example/shop/api/,      https://proxy.example/shop/api/CreateOrder",
        "http://127.0.0.1:8080,                http://127.0.0.1:8080/api/CreateOrder",
        "http://127.9.8.7,                     http://127.9.8.7/api/CreateOrder",
        "http://localhost:1,                   http://localhost:1/api/CreateOrder",
        "http://[::1]:8080/api,                http://[::1]:8080/api/CreateOrder",
        "http://[0:0:0:0:0:0:0:1],             http://[0:0:0:0:0:0:0:1]/api/CreateOrder"
    })
    void an_operation_lies_under_api(String url, String address) {
        Account account = AccountSettings.of(url, "shop", KEY).checked(MAIN);

        assertThat(account.address(Operation.CREATE_ORDER)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "http://127.0.0.1.evil.example",
                "http://127.0.0.256",
                "http://10.0.0.1",
                "http://[::2]",
                "http://localhost.evil.example"
            })
    void plain_http_leaves_the_machine_only_if_allowed(String url) {
        assertThatThrownBy(() -> AccountSettings.of(url, "shop", KEY).checked(MAIN))
                .hasMessageStartingWith("waybill.accounts.main.url: ");
        if (!url.endsWith("256")) {
            Account allowed = new AccountSettings(url, "shop", KEY, null, null, null, true, null, null).checked(MAIN);
            assertThat(allowed.api()).hasScheme("http");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "//shop.example",
                "ftp://shop.example",
                "sandbox:",
                "https://",
                "https:///api",
                "https://shop.example:99999",
                "https://shop.example:0",
                "https://shop example",
                "https://user:hunter2@shop.example",
                "https://user@shop.example",
                "https://shop.example?x=1",
                "https://shop.example/api?",
                "https://shop.example/api#x"
            })
    void a_wrong_address_is_refused_without_being_repeated_whole(String url) {
        assertThatThrownBy(() -> AccountSettings.of(url, "shop", KEY).checked(MAIN))
                .isInstanceOf(InvalidAccountException.class)
                .hasMessageStartingWith("waybill.accounts.main.url: ")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void the_times_of_doubt_have_their_defaults_and_their_bounds() {
        Account plain = doubts(null, null).checked(MAIN);
        assertThat(plain.settlingTime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plain.doubtTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(doubts(Duration.ofHours(5), null).checked(MAIN).doubtTimeout())
                .isEqualTo(Duration.ofHours(5));
        assertThatThrownBy(() -> doubts(Duration.ofHours(7), null).checked(MAIN))
                .hasMessageContaining("waybill.accounts.main.settling-time: is 25200000 ms");
        assertThatThrownBy(() ->
                        doubts(Duration.ofMinutes(3), Duration.ofMinutes(2)).checked(MAIN))
                .hasMessageContaining("waybill.accounts.main.doubt-timeout: is 120 s");
    }

    private static AccountSettings doubts(Duration settling, Duration timeout) {
        return new AccountSettings("https://shop.example", "shop", KEY, null, null, null, null, settling, timeout);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.influencersoft.com,  , ,                      bill_kupon,  bill_middle_name",
        "https://shop.justclick.io,        , ,                      bill_kupon,  bill_middle_name",
        "https://shop.justclick.ru,        , ,                      bill_kupon,  bill_otchestvo",
        "https://shop.expertam.ru,         , ,                      bill_kupon,  bill_otchestvo",
        "https://shop.notjustclick.ru,     , ,                      bill_kupon,  bill_middle_name",
        "https://shop.justclick.ru, bill_coupon, bill_middle_name,  bill_coupon, bill_middle_name",
        "https://shop.example,      bill_kupon,  bill_otchestvo,    bill_kupon,  bill_otchestvo",
    })
    void two_fields_are_spelled_as_the_brand_or_the_configuration_has_them(
            String url, String coupon, String middleName, String sentCoupon, String sentMiddleName) {
        Account account = spelled(url, coupon, middleName).checked(MAIN);
        assertThat(account.spelling()).isEqualTo(new Spelling(sentCoupon, sentMiddleName));
    }

    @Test
    void a_field_has_one_of_its_two_spellings() {
        assertThatThrownBy(() ->
                        spelled("https://shop.example", "coupon", "patronymic").checked(MAIN))
                .hasMessageContaining("waybill.accounts.main.coupon-field: is \"coupon\", but must be bill_kupon or"
                        + " bill_coupon.")
                .hasMessageContaining("waybill.accounts.main.middle-name-field: is \"patronymic\"");
    }

    private static AccountSettings spelled(String url, String coupon, String middleName) {
        return new AccountSettings(url, "shop", KEY, null, null, null, null, null, null, null, coupon, middleName);
    }

    @Test
    void all_mistakes_of_all_accounts_are_told_at_once() {
        Map<AccountKey, AccountSettings> settings = new LinkedHashMap<>();
        settings.put(
                MAIN,
                new AccountSettings(
                        "http://shop.example", " ", null, 0, Duration.ZERO, Duration.ofDays(1), null, null, null));
        settings.put(new AccountKey("other", false), AccountSettings.of("https://shop.example", "shop", KEY + "\n"));

        InvalidAccountException thrown =
                catchThrowableOfType(InvalidAccountException.class, () -> Accounts.checked(settings));

        assertThat(thrown.mistakes())
                .extracting(mistake -> mistake.substring(0, mistake.indexOf(':')))
                .containsExactly(
                        "waybill.accounts.main.url",
                        "waybill.accounts.main.login",
                        "waybill.accounts.main.key",
                        "waybill.accounts.main.in-flight",
                        "waybill.accounts.main.connect-timeout",
                        "waybill.accounts.main.response-timeout",
                        "waybill.accounts.other.key");
        assertThat(thrown).message().doesNotContain(KEY);
    }

    @Test
    void what_is_not_set_has_its_default() {
        Account account =
                AccountSettings.of("https://shop.example", "shop", KEY).checked(MAIN);

        assertThat(account.inFlight()).isEqualTo(8);
        assertThat(account.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(account.responseTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-x", "ünï", "a/b", "a.b"})
    void a_name_is_fit_for_files_and_addresses(String name) {
        assertThatThrownBy(() ->
                        AccountSettings.of("https://shop.example", "shop", KEY).checked(new AccountKey(name, false)))
                .hasMessageContaining("an account's name");
    }
}
