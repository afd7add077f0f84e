package io.waybill.intake.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.order.Fault;
import io.waybill.signing.FieldTree;
import io.waybill.signing.JsonForm;
import io.waybill.signing.UnencodableFieldException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/**
 * A shape that a jq expression gives, by Camel's own language. The expression sees an order as one JSON object of
 * texts, nested as its flat names say, and gives one object. Loaded only where a mapping has such an expression.
 */
final class JqShape implements Shape {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPECTED = "one that the jq expression makes an object of";

    private final CamelContext camel = new DefaultCamelContext();
    private final Expression expression;

    /** @throws IllegalArgumentException if that is no expression, with the reason in jq's words */
    JqShape(String jq) {
        try {
            camel.build();
            expression = camel.resolveLanguage("jq").createExpression(jq);
            expression.init(camel);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    @Override
    public List<Map.Entry<String, String>> of(List<Map.Entry<String, String>> fields) throws Conversion.NotConvertible {
        Object result;
        try {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(JSON.readTree(json(fields)));
            result = expression.evaluate(exchange, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new Conversion.NotConvertible(EXPECTED + ", but jq says: " + reason(e));
        }
        if (!(result instanceof JsonNode node) || !node.isObject()) {
            throw new Conversion.NotConvertible(EXPECTED + ", but it makes " + kind(result) + " of it");
        }
        return flat(node);
    }

    private static String json(List<Map.Entry<String, String>> fields) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new FieldTree(fields).write(json);
        }
        return text.toString();
    }

    private static List<Map.Entry<String, String>> flat(JsonNode node) throws Conversion.NotConvertible {
        List<Map.Entry<String, String>> flat = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(node.toString())) {
            parser.nextToken();
            JsonForm.flatten(parser, (name, text) -> flat.add(Map.entry(name, text)));
        } catch (UnencodableFieldException e) {
            throw new Conversion.NotConvertible(
                    EXPECTED + ", but in it the field " + Fault.excerpt(e.field()) + " " + e.problem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return flat;
    }

    private static String kind(Object result) {
        if (result instanceof List<?> several) {
            return several.isEmpty() ? "nothing" : several.size() + " values";
        }
        return result instanceof JsonNode node
                ? "a JSON " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                : "nothing";
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return message.length() > 200 ? message.substring(0, 200) + "..." : message;
    }
}
