package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.waybill.rest.GatewayFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Asks the gateway that runs on a data folder. Java's older HTTP client, because the newer one takes a quarter of a
 * second to load.
 */
final class GatewayClient {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 60_000;

    private final GatewayFile gateway;
    private final Path data;

    private GatewayClient(GatewayFile gateway, Path data) {
        this.gateway = gateway;
        this.data = data;
    }

    /** The gateway of that data folder. Where none runs, that is said, with exit code 3. */
    static GatewayClient of(Path data) {
        try {
            return new GatewayClient(GatewayFile.read(data).orElseThrow(() -> none(data, null)), data);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    data.resolve("gateway.json") + ", which says where the gateway is, cannot be read: "
                            + e.getMessage() + ".",
                    e);
        }
    }

    private static CommandFailure none(Path data, Exception cause) {
        return CommandFailure.noGateway(
                "No gateway is running on the data folder " + data
                        + ": start one with ./waybill run, or name another folder with --data.",
                cause);
    }

    /** The answer as JSON text; null where there is nothing at that path. */
    String get(String path) {
        return call("GET", path);
    }

    /** Has something done; the answer as JSON text. */
    String post(String path) {
        String answer = call("POST", path);
        if (answer == null) {
            throw CommandFailure.failed(
                    "The gateway at " + gateway + " knows no such call; is it of another version?", null);
        }
        return answer;
    }

    private String call(String method, String path) {
        try {
            HttpURLConnection call = (HttpURLConnection)
                    URI.create(gateway.address() + path).toURL().openConnection(Proxy.NO_PROXY);
            call.setRequestMethod(method);
            call.setConnectTimeout(CONNECT_MILLIS);
            call.setReadTimeout(READ_MILLIS);
            call.setRequestProperty("Authorization", "Bearer " + gateway.token());
            int status = call.getResponseCode();
            if (status == OK) {
                return text(call.getInputStream());
            }
            if (status == NOT_FOUND) {
                return null;
            }
            if (status == UNAUTHORIZED) {
                // another program has the port now, so the gateway is gone
                throw none(data, null);
            }
            throw refused(status, text(call.getErrorStream()));
        } catch (ConnectException e) {
            throw none(data, e);
        } catch (IOException e) {
            throw CommandFailure.failed("The gateway at " + gateway + " did not answer: " + e.getMessage() + ".", e);
        }
    }

    private static String text(InputStream in) throws IOException {
        if (in == null) {
            return "";
        }
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static CommandFailure refused(int status, String problem) {
        String detail = null;
        try (JsonParser json = new JsonFactory().createParser(problem)) {
            detail = JsonNode.read(json).text("detail");
        } catch (IOException e) {
            // not a problem of ours; the status has to do
        }
        String sentence = detail == null ? "The gateway answered with status " + status + "." : detail;
        return status < 500
                ? CommandFailure.configuration(sentence, null)
                : CommandFailure.failed("The gateway could not answer: " + sentence, null);
    }
}
