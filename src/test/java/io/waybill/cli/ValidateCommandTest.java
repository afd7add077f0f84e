package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate}, with a configuration and nothing else. */
class ValidateCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void configure() throws IOException {
        Path config = Files.createDirectories(folder.resolve("config/mappings")).getParent();
        Files.writeString(config.resolve("application.yaml"), """
                waybill:
                  accounts:
                    main: {url: https://shop.justclick.ru, login: shop-login, key: right-key}
                    toy: {url: "sandbox:"}
                """);
        Files.writeString(
                config.resolve("mappings/shop.yaml"),
                "fields: {ref: No, bill_email: [Mail, E-Mail]}\ngoods: [{good_name: Article}]\n");
    }

    @Test
    void what_would_be_sent_is_shown_in_the_accounts_spelling_and_without_what_is_secret() throws IOException {
        Path file = write(
                "orders.json",
                "[{\"ref\": \"A-1\", \"bill_email\": \"a@x.com\", \"bill_middle_name\": \"I\", \"bill_timer_kill\": true,"
                        + " \"goods\": [{\"good_name\": \"course\"}]},"
                        + " {\"operation\": \"DeleteOrder\", \"ref\": \"A-1\", \"account\": \"toy\"}]");
        assertThat(run(file, "--account", "main")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "orders.json, read as json",
                        "order 1, line 1, A-1: CreateOrder to main (https://shop.justclick.ru/api/CreateOrder)",
                        "  bill_email = a@x.com",
                        "  bill_otchestvo = I",
                        "  bill_timer_kill = 1",
                        "  goods[0][good_name] = course",
                        "  bill_tag = " + Verdicts.MARK,
                        "order 2, line 1, A-1: DeleteOrder to toy (sandbox:)",
                        "  bill_id = (the invoice of A-1)",
                        "2 orders: 2 would be accepted, 0 refused. Nothing was sent.");
        assertThat(out + err.toString()).doesNotContain("right-key", "shop-login", "hash");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void every_fault_is_told_with_its_place_and_the_partners_name() throws IOException {
        Path file = write("orders.csv", "No,Mail,Article,Colour\n1,nobody,,red\n2,b@x.com,course,\n");
        assertThat(run(file, "--account", "main", "--mapping", "shop")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "order 1, line 2, 1: REFUSED\n",
                        "  bill_email (from \"Mail\" or \"E-Mail\"): found \"nobody\", expected one e-mail address",
                        "  goods[0][good_name] (from \"Article\"): found nothing, expected at least one product's name\n",
                        "  Colour: found an unknown field, expected a field that mapping shop takes or ignores",
                        "order 2, line 3, 2: CreateOrder to main",
                        "2 orders: 1 would be accepted, 1 refused. Nothing was sent.");
    }

    @Test
    void programs_get_one_object() throws IOException {
        Path file = write("orders.csv", "No,Mail,Article\n1,nobody,course\n2,b@x.com,course\n");
        assertThat(run(file, "--account", "main", "--mapping", "shop", "--json"))
                .isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("mapping").asText()).isEqualTo("shop");
        assertThat(json.path("valid").asInt()).isEqualTo(1);
        assertThat(json.path("invalid").asInt()).isEqualTo(1);
        assertThat(json.at("/orders/0/faults/0/field").asText()).isEqualTo("bill_email");
        assertThat(json.at("/orders/0/faults/0/source").asText()).isEqualTo("\"Mail\" or \"E-Mail\"");
        assertThat(json.at("/orders/0/fields").has("bill_email")).isFalse();
        assertThat(json.at("/orders/1/fields/bill_email").asText()).isEqualTo("b@x.com");
    }

    @Test
    void of_many_orders_the_first_are_shown_and_all_faults() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 1_000; i++) {
            lines.append("{\"ref\":\"R")
                    .append(i)
                    .append("\",\"bill_email\":\"")
                    .append(i % 400 == 0 ? "x" : "a@x.com");
            lines.append("\",\"goods\":[{\"good_name\":\"course\"}]}\n");
        }
        Path file = write("many.jsonl", lines.toString());
        assertThat(run(file, "--account", "main")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "order 20, line 20", "order 400, line 400, R400: REFUSED", "order 800, line 800, R800: REFUSED")
                .contains("(978 more are well and not shown; --all shows them)")
                .contains("1,000 orders: 998 would be accepted, 2 refused.")
                .doesNotContain("order 21,");
        assertThat(run(file, "--account", "main", "--all")).isEqualTo(1);
        assertThat(out.toString()).contains("order 21,", "order 1000,");
    }

    @Test
    void a_document_that_cannot_be_read_or_read_on_is_said_to_be_so() throws IOException {
        assertThat(run(write("a.pdf", "%PDF-1.4"))).isEqualTo(1);
        assertThat(out.toString()).contains("UNREADABLE: The document is a PDF");
        Path broken =
                write("b.json", "[{\"ref\":\"1\",\"bill_email\":\"a@x.com\",\"goods\":[{\"good_name\":\"x\"}]},\n{");
        assertThat(run(broken, "--account", "main")).isEqualTo(1);
        assertThat(out.toString()).contains("order 1, line 1, 1: CreateOrder", "BROKEN OFF at line 2: ");
        assertThat(run(broken, "--account", "main", "--json")).isEqualTo(1);
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/broken/line")
                        .asInt())
                .isEqualTo(2);
        assertThat(run(folder.resolve("a.pdf"), "--json")).isEqualTo(1);
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/unreadable/reason")
                        .asText())
                .contains("a PDF");
    }

    @Test
    void names_and_configurations_that_cannot_be_used_are_wrong_usage() throws IOException {
        Path file = write("orders.csv", "ref\n1\n");
        assertThat(run(folder.resolve("nothing.csv"))).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file ");
        assertThat(run(file, "--mapping", "shpo")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no mapping \"shpo\"", "Did you mean shop?");
        assertThat(run(file, "--account", "mian")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no account \"mian\"", "Did you mean main?");
        Files.writeString(folder.resolve("config/mappings/main.yaml"), "fields: {ref: No}\n");
        assertThat(run(file)).isEqualTo(2);
        assertThat(err.toString()).contains("mappings/main.yaml: found the name of an account");
        Files.writeString(folder.resolve("config/mappings/main.yaml"), "fields:\n  rfe: No\n");
        assertThat(run(file)).isEqualTo(2);
        assertThat(err.toString()).contains("mappings/main.yaml, line 2: fields.rfe: found an unknown field");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(Path file, String... options) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] arguments = new String[options.length + 4];
        System.arraycopy(options, 0, arguments, 4, options.length);
        arguments[0] = "validate";
        arguments[1] = file.toString();
        arguments[2] = "--config";
        arguments[3] = folder.resolve("config").toString();
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
