package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.delivery.Diagnosis;
import io.waybill.ledger.Draft;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Verdicts;
import io.waybill.order.AccountKey;
import io.waybill.rest.ApiSite;
import io.waybill.sandbox.FaultKind;
import io.waybill.sandbox.Sandbox;
import io.waybill.sandbox.SandboxFault;
import io.waybill.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code accounts}, {@code pause} and {@code resume}: with a configuration alone, and against the API over TCP. */
class AccountsCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Sandbox far =
            Sandbox.start(SandboxOptions.defaults().withPort(0).withAccount("shop-login", "right-key"));

    @BeforeEach
    void configure() throws IOException {
        configure("right-key");
    }

    @AfterEach
    void close() {
        far.close();
    }

    @Test
    void accounts_are_listed_without_a_gateway_and_without_what_is_secret() {
        assertThat(run("accounts")).isZero();
        assertThat(out.toString())
                .containsPattern("ACCOUNT +URL +LOGIN +STATE")
                .containsPattern("live +" + far.url() + "/api/ +sh\\*\\*\\* +not suspended")
                .containsPattern("toy +sandbox: +de\\*\\*\\* +not suspended")
                .doesNotContain("right-key", "shop-login");
        assertThat(run("accounts", "--json")).isZero();
        assertThat(out.toString())
                .contains("{\"accounts\":[{\"name\":\"live\",\"sandbox\":false,\"url\":\"" + far.url());
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(far.counts().calls()).isZero();
    }

    @Test
    void a_right_configuration_is_well_by_one_call_each() {
        assertThat(run("accounts", "check")).isZero();
        assertThat(out.toString()).contains("live (" + far.url() + "/api/): OK", "toy (sandbox:): OK", "go live");
        assertThat(far.counts().calls()).isEqualTo(1);
        assertThat(far.orders()).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_in_words_and_by_the_exit_code() throws IOException {
        configure("wrong-key ");
        assertThat(run("accounts", "check", "live")).isEqualTo(1);
        assertThat(out.toString())
                .contains("NOT USABLE", "code 4", "key used has 10 characters and begins or ends with a space")
                .doesNotContain("wrong-key");
        configure("right-key");
        far.faults(SandboxFault.of(FaultKind.HTML));
        assertThat(run("accounts", "check", "live", "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"result\":\"no_api\",\"usable\":false", "text/html");
    }

    @Test
    void a_name_or_a_configuration_that_cannot_be_used_is_wrong_usage() throws IOException {
        assertThat(run("accounts", "check", "life")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no account \"life\"", "Did you mean live?");
        Files.writeString(folder.resolve("config/application.yaml"), "waybill.accounts.live.urk: x\n");
        assertThat(run("accounts", "check")).isEqualTo(2);
        assertThat(err.toString()).contains("waybill.accounts.live.urk");
        Files.writeString(folder.resolve("config/application.yaml"), "waybill.accounts.live.url: https://a.example\n");
        assertThat(run("accounts")).isEqualTo(2);
        assertThat(err.toString()).contains("waybill.accounts.live.login: is missing", "waybill.accounts.live.key");
    }

    @Test
    void an_account_that_is_paused_for_code_8_is_asked_only_by_force() throws Exception {
        try (ApiSite api = new ApiSite(folder.resolve("data"))) {
            Ledger.await(api.site().ledger().accounts().suspend(new AccountKey("live", false), 8, "code 8: stop"));
        }
        assertThat(run("accounts")).isZero();
        assertThat(out.toString()).containsPattern("live .* SUSPENDED until .*: code 8: stop");
        assertThat(run("accounts", "check", "live")).isEqualTo(1);
        assertThat(out.toString()).contains("Not asked", "--force");
        assertThat(far.counts().calls()).isZero();
        assertThat(run("accounts", "check", "live", "--force")).isZero();
        assertThat(out.toString()).contains("Yet it is suspended", "./waybill accounts resume live");
        assertThat(far.counts().calls()).isEqualTo(1);
    }

    @Test
    void a_gateway_is_told_to_resume_an_account_which_it_does_when_that_answers_well() throws Exception {
        try (ApiSite api = new ApiSite(folder.resolve("data"))) {
            api.announce();
            api.finds(new Diagnosis(Diagnosis.Kind.REFUSED, 4, "Refused with code 4.", "Check the key."));
            api.site().ended(Draft.create("a"), Verdicts.suspended(4));

            assertThat(run("accounts", "resume", "main")).isEqualTo(1);
            assertThat(out.toString()).contains("main is not resumed", "code 4", "Check the key.", "--force");
            assertThat(suspended(api)).isTrue();
            // ours, and the one that the gateway makes by itself soon after a suspension
            Awaitility.await().until(() -> api.asked() == 2);
            int asked = api.asked();
            assertThat(run("accounts", "resume", "main", "--force")).isZero();
            assertThat(suspended(api)).isFalse();
            assertThat(api.asked()).isEqualTo(asked);

            api.finds(new Diagnosis(Diagnosis.Kind.WELL, 400, "It answers.", null));
            assertThat(run("accounts", "resume", "main", "--json")).isZero();
            assertThat(out.toString()).contains("\"resumed\":true,\"suspended_before\":null,\"result\":\"well\"");
            assertThat(run("accounts", "resume", "other")).isEqualTo(2);
            assertThat(err.toString()).contains("There is no account \"other\".");
        }
    }

    @Test
    void code_8_is_lifted_by_a_person_without_a_question() throws Exception {
        try (ApiSite api = new ApiSite(folder.resolve("data"))) {
            api.announce();
            api.site().ended(Draft.create("a"), Verdicts.suspended(8));
            assertThat(run("accounts", "resume", "main")).isZero();
            assertThat(suspended(api)).isFalse();
            assertThat(api.asked()).isZero();
        }
    }

    @Test
    void a_gateway_is_paused_and_goes_on() throws Exception {
        try (ApiSite api = new ApiSite(folder.resolve("data"))) {
            api.announce();
            assertThat(run("pause", "--by", "an\u0007na")).isZero();
            assertThat(out.toString()).contains("Paused by an na", "./waybill resume");
            assertThat(run("pause", "--by", "bob")).isZero();
            assertThat(out.toString()).contains("It was paused before, by an na");
            assertThat(run("status")).isZero();
            assertThat(out.toString()).contains("Nothing is sent: an na paused the gateway");
            assertThat(run("resume")).isZero();
            assertThat(out.toString()).contains("It sends again; an na had paused it");
            assertThat(run("resume")).isZero();
            assertThat(out.toString()).contains("It was not paused.");
        }
    }

    @Test
    void without_a_gateway_there_is_nothing_to_resume() {
        for (String command : List.of("accounts resume live", "pause", "resume")) {
            assertThat(run(command.split(" "))).isEqualTo(3);
            assertThat(err.toString()).contains("No gateway is running");
        }
    }

    private static boolean suspended(ApiSite api) {
        return Ledger.await(api.site().ledger().accounts().suspended()).containsKey(Draft.MAIN);
    }

    private void configure(String key) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/application.yaml"),
                "waybill:\n  accounts:\n    live:\n      url: " + far.url() + "\n      login: shop-login\n      key: '"
                        + key + "'\n    toy:\n      url: 'sandbox:'\n");
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--data",
                folder.resolve("data").toString(),
                "--config",
                folder.resolve("config").toString()));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
