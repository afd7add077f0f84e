package io.waybill.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Calls a sandbox over a plain socket, a connection a call, and shows the very bytes that came back. */
final class Caller {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final String login;
    private final String key;

    Caller(int port, String login, String key) {
        this.port = port;
        this.login = login;
        this.key = key;
    }

    static Caller demo(Sandbox sandbox) {
        return new Caller(sandbox.port(), "demo", "demo-key");
    }

    /** What came back until the connection was closed: head and body, both empty where nothing came. */
    record Answer(String head, String body) {
        int status() {
            return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ")[1]);
        }

        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException notJson) {
                throw new IllegalStateException("not JSON: " + body, notJson);
            }
        }

        int code() {
            return json().path("error_code").asInt(-1);
        }

        String text() {
            return json().path("error_text").asText();
        }

        JsonNode result() {
            return json().path("result");
        }

        long billId() {
            return result().path("bill_id").asLong();
        }
    }

    /** A signed call with these names and values in turn. */
    Answer call(String operation, String... namesAndValues) {
        return post("/api/" + operation, signed(namesAndValues));
    }

    /** An order that is in order, with more names and values. */
    Answer create(String email, String... more) {
        String[] all = new String[4 + more.length];
        all[0] = "goods[0][good_name]";
        all[1] = "course";
        all[2] = "bill_email";
        all[3] = email;
        System.arraycopy(more, 0, all, 4, more.length);
        return call("CreateOrder", all);
    }

    String signed(String... namesAndValues) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.append(query.isEmpty() ? "" : "&")
                    .append(encoded(namesAndValues[i]))
                    .append('=')
                    .append(encoded(namesAndValues[i + 1]));
        }
        return query + (query.isEmpty() ? "" : "&") + "hash=" + md5(query + "::" + login + "::" + key);
    }

    Answer post(String path, String body) {
        return send("POST " + path + " HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + body);
    }

    Answer request(String method, String path, String json) {
        return send(method + " " + path + " HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json);
    }

    Answer get(String path) {
        return request("GET", path, "");
    }

    static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private Answer send(String request) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            try {
                in.transferTo(received);
            } catch (SocketException reset) {
                // a cut connection may end this way too
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        String all = received.toString(StandardCharsets.UTF_8);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(all, "");
        }
        String head = all.substring(0, end);
        String body = all.substring(end + 4);
        return new Answer(head, head.toLowerCase(java.util.Locale.ROOT).contains("chunked") ? unchunked(body) : body);
    }

    private static String unchunked(String body) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line), 16);
            plain.append(body, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
        return plain.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
    }
}
