package io.waybill.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill show}: one order's whole story. */
@Command(
        name = "show",
        header = "Show one order of a running gateway: its fields, its way, its outcome, and what to do.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:there is no such order, or the gateway did not answer",
            "2:wrong usage",
            "3:no gateway is running"
        })
final class ShowCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("[A-Z0-9]{16}");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Parameters(
            paramLabel = "REF|ID",
            description = "The order's reference, or its id (16 letters and digits). Of several orders with one"
                    + " reference the newest is shown, and the others are named.")
    private String name;

    @Override
    public Integer call() {
        GatewayClient gateway = options.gateway();
        String story = ID.matcher(name).matches() ? gateway.get("/ops/orders/" + name) : null;
        if (story == null) {
            story = byRef(gateway);
        }
        options.tell(story, spec.commandLine().getOut(), ShowCommand::print);
        return 0;
    }

    private String byRef(GatewayClient gateway) {
        String ref = URLEncoder.encode(name, StandardCharsets.UTF_8);
        List<JsonNode> orders = JsonNode.of(gateway.get("/ops/orders?limit=1&ref=" + ref))
                .at("orders")
                .items();
        String story = orders.isEmpty()
                ? null
                : gateway.get("/ops/orders/" + orders.get(0).text("id"));
        if (story == null) {
            throw CommandFailure.failed("There is no order with the reference or id " + Shown.plain(name) + ".", null);
        }
        return story;
    }

    private static void print(JsonNode order, PrintWriter out) {
        JsonNode source = order.at("source");
        line(out, "order", order.text("id"));
        line(out, "reference", order.text("ref"));
        line(out, "operation", order.text("operation"));
        line(out, "account", order.text("account") + (order.is("sandbox") ? " (sandbox)" : ""));
        line(out, "state", Shown.label(order.text("state")));
        line(out, "invoice", order.text("bill_id"));
        line(
                out,
                "document",
                source.text("document") + ", order " + source.text("position") + ", line " + source.text("line") + " ("
                        + source.text("document_state") + ")");
        line(out, "accepted", Shown.time(order.text("accepted_at")));
        line(out, "settled", Shown.time(order.text("settled_at")));
        line(out, "attempts", order.text("attempts"));
        line(out, "not before", Shown.time(order.text("next_attempt_at")));
        line(out, "asks again", Shown.time(order.text("next_question_at")));
        line(out, "waits for", order.text("waits_for"));
        line(out, "takes place of", order.text("supersedes"));
        line(out, "replaced by", order.text("superseded_by"));
        line(out, "deleted by", order.text("deleted_by"));
        line(out, "code", code(order));
        line(out, "reason", order.text("reason"));
        line(out, "filed in", order.text("filed_in"));
        line(out, "what to do", order.text("advice"));
        out.println("\nFields");
        fields(order.at("fields"), "", out);
        history(order.at("history").items(), out);
        sameRef(order.at("same_ref").items(), out);
    }

    private static String code(JsonNode order) {
        String code = order.text("error_code");
        String text = order.text("error_text");
        return code == null ? text : text == null ? code : code + " " + text;
    }

    private static void line(PrintWriter out, String name, String text) {
        if (text != null) {
            out.println(String.format("%-15s", name) + Shown.plain(text));
        }
    }

    private static void fields(JsonNode node, String name, PrintWriter out) {
        int item = 0;
        for (JsonNode child : node.items()) {
            fields(child, name + "[" + item++ + "]", out);
        }
        for (Map.Entry<String, JsonNode> child : node.members().entrySet()) {
            fields(child.getValue(), name.isEmpty() ? child.getKey() : name + "[" + child.getKey() + "]", out);
        }
        if (node.text() != null) {
            out.println("  " + Shown.plain(name) + " = " + Shown.plain(node.text()));
        }
    }

    private static void history(List<JsonNode> events, PrintWriter out) {
        if (events.isEmpty()) {
            return;
        }
        out.println("\nHistory");
        for (JsonNode event : events) {
            String detail = event.text("detail");
            out.println("  " + Shown.time(event.text("at")) + "  attempt " + event.text("attempt") + "  "
                    + Shown.plain(event.text("event") + (detail == null ? "" : ": " + detail)));
        }
    }

    private static void sameRef(List<JsonNode> others, PrintWriter out) {
        if (others.isEmpty()) {
            return;
        }
        out.println("\nOther orders with this reference");
        Table table = new Table("ID", "OPERATION", "STATE");
        for (JsonNode other : others) {
            table.row(other.text("id"), other.text("operation"), Shown.label(other.text("state")));
        }
        table.print(out);
    }
}
