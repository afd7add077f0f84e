package io.waybill.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill status}: what a person wants to know at three in the morning, the worst first. */
@Command(
        name = "status",
        header = "Show what a running gateway has to do, what is stuck, and what failed.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:told", "1:the gateway did not answer", "2:wrong usage", "3:no gateway is running"})
final class StatusCommand implements Callable<Integer> {
    private static final String[] FAILURES = {"rejected", "undelivered", "invalid", "conflict", "duplicate", "discarded"
    };

    private static final List<String> CORRECTABLE = List.of("rejected", "undelivered", "invalid", "conflict");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        String answer = options.gateway().get("/ops/status");
        options.tell(answer, spec.commandLine().getOut(), StatusCommand::print);
        return 0;
    }

    private static void print(JsonNode status, PrintWriter out) {
        String now = status.text("now");
        out.println("Waybill " + status.text("version") + ", process " + status.text("pid") + ", up "
                + Shown.age(status.text("started_at"), now) + ", on " + Shown.plain(status.text("data")));
        List<JsonNode> attention = status.at("attention").items();
        out.println(attention.isEmpty() ? "Nothing needs a person." : "\nThis needs a person:");
        attention.forEach(sentence -> out.println("  * " + Shown.plain(sentence.text())));
        failures(status, out);
        out.println();
        accounts(status, now, out);
        out.println();
        documents(status, now, out);
        JsonNode since = status.at("since_start");
        out.println("Since the start: " + Shown.count(since.number("accepted")) + " accepted, "
                + Shown.count(since.number("confirmed")) + " confirmed, " + Shown.count(failed(since))
                + " failed, " + Shown.count(since.number("in_doubt")) + " in doubt at times; the last move was "
                + Shown.age(since.text("moved_at"), now) + " ago.");
        JsonNode disk = status.at("disk");
        out.println("Disk: " + Shown.bytes(disk.number("free_bytes")) + " of " + Shown.bytes(disk.number("total_bytes"))
                + " free.");
    }

    /** Orders that nothing waits for, and that nobody has put right: what failed, and how to look. */
    private static void failures(JsonNode status, PrintWriter out) {
        List<String> counts = new ArrayList<>();
        String first = null;
        for (String state : CORRECTABLE) {
            long number = 0;
            for (JsonNode account : status.at("accounts").items()) {
                number += account.number(state);
            }
            if (number > 0) {
                counts.add(Shown.count(number) + " " + state);
                first = first == null ? state : first;
            }
        }
        if (first != null) {
            out.println("Failed so far: " + String.join(", ", counts) + ". ./waybill list --state " + first
                    + " names them, and their entries in errors/ say what to do.");
        }
    }

    private static long failed(JsonNode counts) {
        long failed = 0;
        for (String state : FAILURES) {
            failed += counts.number(state);
        }
        return failed;
    }

    private static void accounts(JsonNode status, String now, PrintWriter out) {
        Table table = new Table(
                "ACCOUNT",
                "DUE",
                "LATER",
                "WAITING",
                "OLDEST",
                "ASKING",
                "IN DOUBT",
                "REJECTED",
                "UNDELIVERED",
                "INVALID",
                "OTHER");
        for (JsonNode account : status.at("accounts").items()) {
            table.row(
                    account.text("name")
                            + (account.is("sandbox") ? " (sandbox)" : "")
                            + (account.at("suspended").isNull() ? "" : " SUSPENDED"),
                    number(account, "due"),
                    number(account, "later"),
                    number(account, "waiting", "held"),
                    Shown.age(account.text("oldest_accepted_at"), now),
                    number(account, "asking"),
                    number(account, "in_doubt"),
                    number(account, "rejected"),
                    number(account, "undelivered"),
                    number(account, "invalid"),
                    number(account, "conflict", "duplicate", "discarded"));
        }
        table.print(out);
        asking(status, out);
        JsonNode orders = status.at("orders");
        List<String> parts = new ArrayList<>();
        parts.add(Shown.count(orders.number("under_way")) + " under way");
        if (orders.number("staged") > 0) {
            parts.add(Shown.count(orders.number("staged")) + " held until their document has been read to its end");
        }
        out.println("\nOpen orders: " + Shown.count(orders.number("open")) + ", of which " + String.join(", ", parts)
                + ".");
    }

    /** Doubts that need nobody yet. */
    private static void asking(JsonNode status, PrintWriter out) {
        for (JsonNode account : status.at("accounts").items()) {
            if (account.number("asking") > 0) {
                out.println("Account " + account.text("name") + " is asked about "
                        + Shown.count(account.number("asking")) + " order(s) in doubt"
                        + (account.at("suspended").isNull()
                                ? ", next at " + Shown.time(account.text("next_question_at")) + "."
                                : " when it is no longer suspended."));
            }
        }
    }

    private static String number(JsonNode counts, String... names) {
        long sum = 0;
        for (String name : names) {
            sum += counts.number(name);
        }
        return sum == 0 ? null : Shown.count(sum);
    }

    private static void documents(JsonNode status, String now, PrintWriter out) {
        JsonNode documents = status.at("documents");
        List<JsonNode> oldest = documents.at("oldest").items();
        if (!oldest.isEmpty()) {
            Table table = new Table("DOCUMENT", "ACCOUNT", "STATE", "AGE", "READ", "OPEN", "FAILED", "UNFILED");
            for (JsonNode document : oldest) {
                table.row(
                        Shown.brief(document.text("name")),
                        document.text("account"),
                        document.text("state"),
                        Shown.age(document.text("received_at"), now),
                        Shown.count(document.number("read")),
                        number(document, "open"),
                        number(document, "failed"),
                        number(document, "unfiled"));
            }
            table.print(out);
            out.println();
        }
        out.println("Documents: " + Shown.count(documents.number("unfinished")) + " unfinished, "
                + Shown.count(documents.number("unfiled")) + " with outcomes to file.");
    }
}
