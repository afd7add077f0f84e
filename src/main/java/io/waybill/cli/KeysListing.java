package io.waybill.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the keys of the REST API. */
abstract class KeysListing implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClientOptions options;

    @Override
    public Integer call() {
        options.tell(KeyDesk.of(options).list(), spec.commandLine().getOut(), KeysListing::print);
        return 0;
    }

    private static void print(JsonNode answer, PrintWriter out) {
        List<JsonNode> keys = answer.at("keys").items();
        if (keys.isEmpty()) {
            out.println("Nobody has a key. ./waybill keys add NAME makes one.");
            return;
        }
        Table table = new Table("NAME", "ACCOUNTS", "SINCE");
        for (JsonNode key : keys) {
            table.row(
                    Shown.plain(key.text("name")),
                    Shown.plain(String.join(
                            ", ",
                            key.at("accounts").items().stream()
                                    .map(JsonNode::text)
                                    .toList())),
                    Shown.time(key.text("created_at")));
        }
        table.print(out);
    }
}
