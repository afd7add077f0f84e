package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill list}: orders of a running gateway by state, account and reference, the newest first. */
@Command(
        name = "list",
        header = "List orders of a running gateway, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "States: accepted, sending, in_doubt, confirmed, rejected, undelivered,",
            "invalid, duplicate, conflict, discarded. An order in doubt waits for a person,",
            "unless it says that Waybill is still asking. With --state, failed orders whose",
            "place a later one took are left out. With --json one order a line."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:the gateway did not answer", "2:wrong usage", "3:no gateway is running"})
final class ListCommand implements Callable<Integer> {
    private static final int LARGEST_PAGE = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Option(names = "--state", paramLabel = "STATE", description = "Only orders in this state.")
    private String state;

    @Option(names = "--account", paramLabel = "A", description = "Only orders of this account.")
    private String account;

    @Option(names = "--ref", paramLabel = "R", description = "Only orders with this reference.")
    private String ref;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "The most orders to list (default: 50).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limit + ", expected 1 or more.");
        }
        GatewayClient gateway = options.gateway();
        PrintWriter out = spec.commandLine().getOut();
        List<JsonNode> orders = new ArrayList<>();
        String next = null;
        int listed = 0;
        do {
            int most = Math.min(limit - listed, LARGEST_PAGE);
            String answer = gateway.get("/ops/orders?limit=" + most + query(next));
            JsonNode page = JsonNode.of(answer);
            listed += page.at("orders").items().size();
            if (options.json()) {
                printLines(answer, out);
            } else {
                orders.addAll(page.at("orders").items());
            }
            next = page.text("next");
        } while (next != null && listed < limit);
        if (!options.json()) {
            print(orders, next != null, out);
        }
        out.flush();
        return 0;
    }

    private String query(String after) {
        return parameter("state", state)
                + parameter("account", account)
                + parameter("ref", ref)
                + parameter("after", after);
    }

    private static String parameter(String name, String text) {
        return text == null ? "" : "&" + name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Each order of a page as it came, on a line of its own. */
    private static void printLines(String page, PrintWriter out) {
        JsonFactory factory =
                new JsonFactoryBuilder().rootValueSeparator((String) null).build();
        StringWriter lines = new StringWriter();
        try (JsonParser json = factory.createParser(page);
                JsonGenerator copy = factory.createGenerator(lines)) {
            while (json.nextToken() != JsonToken.START_ARRAY) {
                // on to the list
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                copy.copyCurrentStructure(json);
                copy.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway's answer is not JSON", e);
        }
        out.print(lines);
    }

    private void print(List<JsonNode> orders, boolean more, PrintWriter out) {
        if (orders.isEmpty()) {
            out.println("There are no such orders.");
            return;
        }
        Table table =
                new Table("REFERENCE", "ID", "ACCOUNT", "OPERATION", "STATE", "INVOICE", "ACCEPTED", "DOCUMENT", "WHY");
        for (JsonNode order : orders) {
            table.row(
                    Shown.brief(order.text("ref")),
                    order.text("id"),
                    order.text("account"),
                    order.text("operation"),
                    Shown.label(order.text("state")) + (order.text("next_question_at") == null ? "" : ", asking"),
                    order.text("bill_id"),
                    Shown.time(order.text("accepted_at")),
                    Shown.brief(order.text("document")) + ", " + order.text("position"),
                    Shown.brief(order.text("reason")));
        }
        table.print(out);
        if (more) {
            out.println("\nThere may be more: --limit N lists more than " + limit + ".");
        }
        out.println("\n./waybill show ID tells an order's whole story.");
    }
}
