package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Has something done to several orders, one after the other; a refusal of one keeps the others from nothing. */
final class Acting {
    private final CommandSpec spec;
    private final ClientOptions options;
    private final Set<String> states;
    private final boolean createFirst;

    /**
     * @param states the states in which an order can be meant by its reference
     * @param createFirst whether of a create and the orders about it the create is meant
     */
    Acting(CommandSpec spec, ClientOptions options, Set<String> states, boolean createFirst) {
        this.spec = spec;
        this.options = options;
        this.states = states;
        this.createFirst = createFirst;
    }

    /**
     * Has it done.
     *
     * @param names ids and references
     * @param path the call for an order's id
     * @param done what to say of the gateway's answer
     * @return the exit code: 0 where nothing was refused
     */
    int run(List<String> names, Function<String, String> path, Function<JsonNode, String> done) {
        GatewayClient gateway = options.gateway();
        ActedOn orders = new ActedOn(gateway, states, createFirst);
        PrintWriter out = spec.commandLine().getOut();
        int exit = ExitCode.OK;
        for (String name : names) {
            try {
                String answer = gateway.post(path.apply(orders.id(name)));
                if (options.json()) {
                    out.print(answer);
                } else {
                    out.println(Shown.plain(done.apply(JsonNode.of(answer))));
                }
            } catch (CommandFailure refusal) {
                if (refusal.isNoGateway()) {
                    throw refusal;
                }
                exit = ExitCode.SOFTWARE;
                if (options.json()) {
                    out.print(refused(name, refusal.getMessage()));
                } else {
                    spec.commandLine().getErr().println(Shown.plain("waybill: " + refusal.getMessage()));
                }
            }
        }
        out.flush();
        return exit;
    }

    private static String refused(String name, String sentence) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("order", name);
            json.writeStringField("refused", sentence);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** An order as it is called in a sentence. */
    static String name(JsonNode order) {
        String ref = order.text("ref");
        return "Order " + order.text("id") + (ref == null ? "" : " (" + ref + ")");
    }

    /** The orders that went with it, a clause. */
    static String with(JsonNode order) {
        List<JsonNode> with = order.at("with").items();
        return with.isEmpty()
                ? ""
                : ", and with it "
                        + String.join(", ", with.stream().map(JsonNode::text).toList());
    }
}
