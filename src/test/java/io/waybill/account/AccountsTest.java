package io.waybill.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.order.AccountKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final String KEY = "Sehr-Geheim-0123456789";

    @Test
    void the_only_account_is_the_standard_one() {
        assertThat(new Accounts(List.of(account("main", false))).standard()).isPresent();
        assertThat(new Accounts(List.of(account("a", false), account("b", false))).standard())
                .isEmpty();
        assertThat(new Accounts(List.of()).standard()).isEmpty();
    }

    @Test
    void an_order_for_the_sandbox_does_not_go_out_live_under_the_same_name() {
        Accounts live = new Accounts(List.of(account("main", false)));

        assertThat(live.of(new AccountKey("main", false))).isPresent();
        assertThat(live.of(new AccountKey("main", true))).isEmpty();
    }

    @Test
    void two_accounts_of_one_name_are_refused() {
        assertThatThrownBy(() -> new Accounts(List.of(account("main", false), account("main", true))))
                .hasMessageContaining("main");
    }

    @Test
    void the_description_tells_where_and_as_whom_but_nothing_of_the_key() {
        String description = new Accounts(List.of(account("main", false))).description();

        assertThat(description)
                .isEqualTo("main: https://shop.example/api/, login shop, key of 22 characters, 8 in flight")
                .doesNotContain(KEY.substring(0, 2));
    }

    private static Account account(String name, boolean sandbox) {
        return AccountSettings.of("https://shop.example", "shop", KEY).checked(new AccountKey(name, sandbox));
    }
}
