package io.waybill.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.account.Account;
import io.waybill.account.AccountSettings;
import io.waybill.account.Accounts;
import io.waybill.delivery.Diagnosis;
import io.waybill.delivery.Diagnosis.Kind;
import io.waybill.ledger.Draft;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.LedgerSite;
import io.waybill.ledger.Store;
import io.waybill.ledger.Suspension;
import io.waybill.ledger.Verdicts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a suspended account is asked, with which key, and what is made of the answer; over a real ledger. */
class AccountHealthTest {
    private static final Diagnosis WELL = new Diagnosis(Kind.WELL, 400, "It answers.", null);
    private static final Diagnosis ILL = new Diagnosis(Kind.REFUSED, 4, "Refused.", "Check the key.");
    private static final Pauses QUICK = new Pauses(Duration.ofMillis(20), Duration.ofMillis(40));

    @TempDir
    Path folder;

    private LedgerSite site;
    private AccountHealth health;
    private final Accounts accounts = new Accounts(List.of(account("old-key")));
    private final List<String> askedWith = new CopyOnWriteArrayList<>();
    private volatile Diagnosis answer = ILL;
    private volatile Account configured = account("old-key");

    @BeforeEach
    void open() {
        site = new LedgerSite(Store.SQLITE, folder.resolve("data"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        health.close();
        site.close();
    }

    @Test
    void an_account_is_asked_until_it_is_well_with_the_key_of_that_moment() {
        care(QUICK);
        site.ended(Draft.create("a"), Verdicts.suspended(4));
        await().until(() -> askedWith.size() >= 3);
        assertThat(askedWith).containsOnly("old-key");
        assertThat(suspension()).isNotNull();

        configured = null;
        int before = askedWith.size();
        await().during(Duration.ofMillis(300)).until(() -> askedWith.size() <= before + 1);
        configured = account("new-key");
        await().until(() -> askedWith.contains("new-key"));
        assertThat(accounts.of(Draft.MAIN).orElseThrow().secret().reveal()).isEqualTo("new-key");

        answer = WELL;
        await().until(() -> suspension() == null);
        assertThat(site.one("select well_at from account")).isNotNull();
    }

    @Test
    void an_account_over_its_limit_is_not_asked_and_one_that_turns_out_to_be_is_left_alone_for_a_day() {
        care(QUICK);
        answer = new Diagnosis(Kind.LIMIT, 8, "Refused with code 8.", "Stop calling.");
        site.ended(Draft.create("a"), Verdicts.suspended(4));
        await().until(() -> suspension().limited());
        assertThat(suspension().until()).isNotNull();
        assertThat(suspension().reason()).isEqualTo("Refused with code 8. Stop calling");
        await().during(Duration.ofMillis(300)).until(() -> askedWith.size() == 1);
    }

    @Test
    void while_the_gateway_is_paused_nothing_is_asked() {
        care(QUICK);
        Ledger.await(site.ledger().accounts().pause("anna"));
        Ledger.await(site.ledger().accounts().suspend(Draft.MAIN, 4, "wrong key"));
        await().during(Duration.ofMillis(500)).until(askedWith::isEmpty);
        Ledger.await(site.ledger().accounts().goOn());
        await().until(() -> askedWith.size() > 1);
    }

    @Test
    void where_only_an_order_can_tell_the_longest_pause_goes_before_it_tries() {
        care(new Pauses(Duration.ofMillis(1), Duration.ofHours(1)));
        answer = WELL;
        Ledger.await(site.ledger().accounts().suspend(Draft.MAIN, 606, "switched off"));
        await().during(Duration.ofMillis(500)).until(askedWith::isEmpty);
        health.resume("main", "anna", false);
        assertThat(suspension()).isNull();
    }

    @Test
    void an_account_that_was_suspended_unseen_is_taken_up() {
        Ledger.await(site.ledger().accounts().suspend(Draft.MAIN, 4, "wrong key"));
        answer = WELL;
        care(QUICK);
        await().until(() -> suspension() == null);
    }

    private void care(Pauses pauses) {
        health = new AccountHealth(
                site.ledger(),
                accounts,
                key -> {
                    if (configured == null) {
                        throw new CredentialsException("the key file is gone", null);
                    }
                    return configured;
                },
                account -> {
                    askedWith.add(account.secret().reveal());
                    return answer;
                },
                pauses);
    }

    private Suspension suspension() {
        return Ledger.await(site.ledger().accounts().suspended()).get(Draft.MAIN);
    }

    private static Account account(String key) {
        return Accounts.checked(Map.of(Draft.MAIN, AccountSettings.of("http://127.0.0.1:9", "login", key)))
                .all()
                .get(0);
    }
}
