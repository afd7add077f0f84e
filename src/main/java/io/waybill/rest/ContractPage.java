package io.waybill.rest;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page for people, made of an OpenAPI contract: one file, no scripts, nothing from elsewhere. */
final class ContractPage {
    private static final String STYLE =
            "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
                    + "color:#1c1e21;background:#fff}h1{font-size:1.6rem}h2{margin-top:2.5rem;border-top:1px solid #d0d4d9;"
                    + "padding-top:1.2rem;font-size:1.2rem}h3{font-size:1rem}code,pre{font:14px/1.45 ui-monospace,monospace}"
                    + "pre{background:#f4f5f7;padding:.8rem;overflow:auto}table{border-collapse:collapse;width:100%;font-size:14px}"
                    + "td,th{border-bottom:1px solid #d0d4d9;padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top}"
                    + "@media (prefers-color-scheme:dark){body{color:#e4e6eb;background:#18191a}pre{background:#242526}"
                    + "td,th,h2{border-color:#3e4042}a{color:#8ab4f8}}";

    private final Map<?, ?> contract;
    private final StringBuilder html = new StringBuilder();

    ContractPage(Map<?, ?> contract) {
        this.contract = contract;
    }

    String html() {
        Map<?, ?> info = map(contract, "info");
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\"")
                .append(" content=\"width=device-width\"><title>")
                .append(escaped(info.get("title")))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(escaped(info.get("title")))
                .append("</h1>");
        text(info.get("description"));
        html.append("<p>For programs: <a href=\"/openapi.yaml\">openapi.yaml</a></p>");
        map(contract, "paths")
                .forEach((path, calls) ->
                        ((Map<?, ?>) calls).forEach((method, call) -> call(method + "", path + "", (Map<?, ?>) call)));
        map(map(contract, "components"), "schemas").forEach((name, schema) -> schema(name + "", (Map<?, ?>) schema));
        return html.append("</body></html>\n").toString();
    }

    private void call(String method, String path, Map<?, ?> call) {
        html.append("<h2><code>")
                .append(escaped(method.toUpperCase(Locale.ROOT) + " " + path))
                .append("</code></h2><p><strong>")
                .append(escaped(call.get("summary")))
                .append("</strong></p>");
        text(call.get("description"));
        if (call.get("parameters") instanceof Collection<?> parameters) {
            begin("Parameters", "name", "where", "what");
            parameters.forEach(one -> {
                Map<?, ?> parameter = resolved(one);
                row(
                        "<code>" + escaped(parameter.get("name")) + "</code>",
                        escaped(parameter.get("in")),
                        escaped(parameter.get("description")));
            });
            html.append("</table>");
        }
        if (call.containsKey("requestBody")) {
            html.append("<h3>Body</h3><p>");
            map(map(call, "requestBody"), "content")
                    .keySet()
                    .forEach(type -> html.append("<code>").append(escaped(type)).append("</code> "));
            html.append("</p>");
            examples(map(map(call, "requestBody"), "content"));
        }
        begin("Responses", "status", "what");
        map(call, "responses")
                .forEach((status, response) ->
                        row(escaped(status), escaped(resolved(response).get("description"))));
        html.append("</table>");
    }

    private void examples(Map<?, ?> content) {
        content.values().forEach(type -> {
            if (((Map<?, ?>) type).get("example") instanceof String example) {
                html.append("<pre>").append(escaped(example)).append("</pre>");
            }
        });
    }

    private void schema(String name, Map<?, ?> schema) {
        html.append("<h2 id=\"")
                .append(escaped(name))
                .append("\">")
                .append(escaped(name))
                .append("</h2>");
        text(schema.get("description"));
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            begin("Members", "name", "what");
            properties(properties, "");
            html.append("</table>");
        }
    }

    private void properties(Map<?, ?> properties, String before) {
        properties.forEach((name, one) -> {
            Map<?, ?> property = resolved(one);
            String path = before + name;
            row(
                    "<code>" + escaped(path) + "</code>",
                    escaped(property.get("description"))
                            + (property.get("pattern") == null
                                    ? ""
                                    : "<br><code>" + escaped(property.get("pattern")) + "</code>"));
            if (property.get("properties") instanceof Map<?, ?> inner) {
                properties(inner, path + ".");
            }
            if (property.get("items") instanceof Map<?, ?> items
                    && resolved(items).get("properties") instanceof Map<?, ?> inner
                    && !items.containsKey("$ref")) {
                properties(inner, path + "[].");
            }
        });
    }

    private void begin(String title, String... columns) {
        html.append("<h3>").append(title).append("</h3><table><tr>");
        List.of(columns).forEach(column -> html.append("<th>").append(column).append("</th>"));
        html.append("</tr>");
    }

    private void row(String... cells) {
        html.append("<tr>");
        List.of(cells).forEach(cell -> html.append("<td>").append(cell).append("</td>"));
        html.append("</tr>");
    }

    /** Paragraphs; one that is indented is an example. */
    private void text(Object text) {
        if (text == null) {
            return;
        }
        for (String part : text.toString().split("\n\n")) {
            String tag = part.startsWith("    ") ? "pre" : "p";
            html.append('<')
                    .append(tag)
                    .append('>')
                    .append(escaped(part.strip()))
                    .append("</")
                    .append(tag)
                    .append('>');
        }
    }

    private Map<?, ?> resolved(Object part) {
        Map<?, ?> map = (Map<?, ?>) part;
        if (!(map.get("$ref") instanceof String reference)) {
            return map;
        }
        Map<?, ?> found = contract;
        for (String name : reference.substring(2).split("/")) {
            found = map(found, name);
        }
        return found;
    }

    private static Map<?, ?> map(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String escaped(Object text) {
        return text == null
                ? ""
                : text.toString()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }
}
