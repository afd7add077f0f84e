package io.waybill.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The contract of the REST API: the file by which programs know it, and the page for people that is made of it. */
public final class Contract {
    private static final String FILE = "/openapi.yaml";

    private String text;
    private String page;

    /** The file as it is. */
    public void file(Exchange exchange) {
        answer(exchange.getMessage(), "application/yaml", text());
    }

    /** The page. */
    public void page(Exchange exchange) {
        Message message = exchange.getMessage();
        answer(message, "text/html; charset=utf-8", page());
        message.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private static void answer(Message message, String type, String body) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(body);
    }

    private synchronized String text() {
        if (text == null) {
            try (InputStream in = Contract.class.getResourceAsStream(FILE)) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text;
    }

    private synchronized String page() {
        if (page == null) {
            Map<?, ?> contract = new Yaml(new SafeConstructor(new LoaderOptions())).load(text());
            page = new ContractPage(contract).html();
        }
        return page;
    }
}
