package io.waybill.rest;

import static io.waybill.rest.RestSite.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.intake.SpooledName;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The REST API of a whole gateway, over TCP; and every answer that its contract names. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestDoorTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    private static final Executor ANYWHERE = task -> new Thread(task).start();

    @TempDir
    static Path folder;

    private static RestSite site;

    @BeforeAll
    static void start() throws IOException {
        LOG.list = new CopyOnWriteArrayList<>();
        LOG.start();
        ROOT.addAppender(LOG);
        site = new RestSite(folder);
        for (String name : List.of("shop", "shop2", "crowd")) {
            site.caller(name, "main");
        }
        site.caller("stranger", "other");
        site.caller("both", "main", "other");
        site.caller("eager", "main");
        // nobody told the gateway: it finds out
        await().atMost(30, SECONDS).until(() -> site.get("eager", "/api/orders").statusCode() != 401);
    }

    @AfterAll
    static void stop() {
        site.close();
        ROOT.detachAppender(LOG);
        assertThat(LOG.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .noneMatch(event -> event.getFormattedMessage().contains("close method"));
        assertThatThrownBy(() -> new Socket("127.0.0.1", site.port()).close()).isInstanceOf(ConnectException.class);
    }

    private static String order(String ref) {
        return "{\"ref\":\"" + ref + "\",\"bill_email\":\"anna@example.com\",\"goods\":[{\"good_name\":\"course\"}]}";
    }

    private static final String BAD = "{\"ref\":\"bad\",\"bill_email\":\"anna\",\"goods\":[{\"good_name\":\"course\","
            + "\"good_sum\":\"12 EUR\"}],\"bill_emial\":\"x\"}";

    // ---- what is taken

    @Test
    @DisplayName("An order is answered with its id and where to ask for it, and its story is found by id and by ref")
    void oneOrder() {
        HttpResponse<String> taken = site.post("shop", "", order("one"));
        assertThat(taken.statusCode()).isEqualTo(202);
        JsonNode order = json(taken).at("/orders/0");
        assertThat(order.path("account").asText()).isEqualTo("main");
        String location = taken.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/api/orders/" + order.path("id").asText());

        await().atMost(30, SECONDS)
                .until(() ->
                        json(site.get("shop", location)).path("state").asText().equals("confirmed"));
        JsonNode story = json(site.get("shop", location));
        assertThat(story.at("/fields/bill_email").asText()).isEqualTo("anna@example.com");
        JsonNode byRef = json(site.get("shop", "/api/orders?ref=one")).path("orders");
        assertThat(byRef).hasSize(1);
        assertThat(byRef.at("/0/bill_id")).isEqualTo(story.path("bill_id"));
        assertThat(byRef.at("/0/history").isArray()).isTrue();
    }

    @Test
    @DisplayName("Whoever waits is told the outcome as soon as it is known")
    void waits() {
        HttpResponse<String> done = site.post("shop", "?wait=30s", order("waits"));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(json(done).at("/orders/0/state").asText()).isEqualTo("confirmed");
        assertThat(json(done).at("/orders/0/bill_id").asLong()).isPositive();
    }

    @Test
    @DisplayName("Whoever waits is told what is wrong with the others, too")
    void waitsForSome() {
        HttpResponse<String> done =
                site.post("shop", "?wait=30s", "[" + order("waits-good") + ",{\"ref\":\"waits-bad\"}]");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(json(done).at("/orders/0/state").asText()).isEqualTo("confirmed");
        assertThat(json(done).at("/errors/0/order").asInt()).isEqualTo(2);
        assertThat(json(done).at("/errors/0/pointer").asText()).startsWith("/1/");
    }

    @Test
    @DisplayName("Whoever posts a body that breaks off is told where, where nothing of it can be taken")
    void brokenWhole() {
        HttpResponse<String> answer = site.post("shop", "", order("broken-1") + order("broken-2"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("detail").asText()).contains("broke off", "line 1");
    }

    @Test
    @DisplayName("Many who wait hold no thread: others are answered meanwhile, and all of them when it is known")
    void manyWait() {
        Ledger.await(site.ledger().accounts().pause("test"));
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        try {
            assertThat(site.post("shop", "?wait=50ms", order("too-short")).statusCode())
                    .isEqualTo(202);
            // five times as many as bodies may be taken at a time; each is in the ledger before the next one comes
            for (int i = 0; i < 20; i++) {
                String ref = "crowd-" + i;
                waiting.add(site.later(site.posting("crowd", "?wait=60s", order(ref))));
                await().atMost(30, SECONDS)
                        .until(() -> json(site.get("crowd", "/api/orders?ref=" + ref))
                                .at("/orders/0/id")
                                .isTextual());
            }
            assertThat(site.post("shop", "", order("meanwhile")).statusCode()).isEqualTo(202);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        } finally {
            Ledger.await(site.ledger().accounts().goOn());
        }
        assertThat(waiting)
                .allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> documents() throws IOException {
        String csv = "ref,bill_email,good_name\ncsv-%s,anna@example.com,course\n";
        return Stream.of(
                document("text/csv; charset=utf-8", null, bytes(csv.formatted("plain"))),
                document("text/csv", "gzip", gzip(bytes(csv.formatted("gzip")))),
                document("application/gzip", null, gzip(bytes(csv.formatted("archive")))),
                document("application/zip", null, zip(bytes(csv.formatted("zip")))),
                document("application/x-ndjson", null, bytes(order("jsonl") + "\n")),
                document(
                        "application/x-www-form-urlencoded",
                        null,
                        bytes("ref=form&bill_email=anna%40example.com&goods[0][good_name]=course")),
                document(
                        "application/xml",
                        null,
                        bytes("<order><ref>xml</ref><bill_email>anna@example.com</bill_email><goods><good>"
                                + "<good_name>course</good_name></good></goods></order>")));
    }

    private static org.junit.jupiter.params.provider.Arguments document(String type, String encoding, byte[] body) {
        return org.junit.jupiter.params.provider.Arguments.of(type, encoding, body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("orders.csv"));
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("documents")
    @DisplayName("Whatever the folder takes is taken by its content type")
    void formats(String type, String encoding, byte[] body) {
        HttpRequest.Builder request =
                site.posting("shop", "", "", "Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        HttpResponse<String> taken = site.send(request);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        assertThat(json(taken).path("total").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("A body larger than memory is given goes to the disk in pieces, and all its orders are there")
    void largeBody() {
        String body = IntStream.range(0, 1500)
                .mapToObj(i -> "{\"ref\":\"large-" + i + "\",\"operation\":\"CreateOrder\",\"bill_email\":\"none\","
                        + "\"goods\":[{\"good_name\":\"a\"}]}\n")
                .reduce("", String::concat);
        assertThat(body.length()).isBetween(100_000, 300_000);
        HttpResponse<String> refused = site.post("shop", "", body, "Content-Type", "application/x-ndjson");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(202);
        assertThat(json(refused).path("total").asInt()).isEqualTo(1500);
        assertThat(json(refused).path("orders")).hasSize(1000);
        String location = refused.headers().firstValue("Location").orElseThrow();
        assertThat(json(site.get("shop", location)).path("total").asInt()).isEqualTo(1500);
        assertThat(spool()).isEmpty();
    }

    // ---- what is refused

    @Test
    @DisplayName("Of an array the good orders are taken, and all that is wrong with the others is told at once")
    void partlyBad() {
        HttpResponse<String> taken = site.post("shop", "", "[" + order("partly") + "," + BAD + "]");
        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(json(taken).at("/orders/0/state").asText()).isNotEqualTo("invalid");
        assertThat(json(taken).at("/orders/1/state").asText()).isEqualTo("invalid");
        assertThat(json(taken).path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/1/bill_email", "/1/goods/0/good_sum", "/1/bill_emial");
        assertThat(taken.headers().firstValue("Location").orElseThrow()).startsWith("/api/documents/");
    }

    @Test
    @DisplayName("Where no order can be taken the answer is a problem with everything that is wrong")
    void allBad() {
        HttpResponse<String> refused = site.post("shop", "", BAD);
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = json(refused);
        assertThat(problem.path("status").asInt()).isEqualTo(422);
        assertThat(problem.path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/bill_email", "/goods/0/good_sum", "/bill_emial");
        assertThat(problem.path("errors").findValuesAsText("expected")).noneMatch(String::isBlank);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "''; application/json; '{\"ref\": '; 400",
                "''; application/json; '[]'; 400",
                "'?wait=forever'; application/json; '{}'; 400",
                "'?wait=1h'; application/json; '{}'; 400",
                "'?mapping=nobody'; application/json; '{}'; 400",
                "'?acount=main'; application/json; '{}'; 400",
                "'?account=other'; application/json; '{}'; 403",
                "'?account=nobody'; application/json; '{}'; 403",
                "''; image/png; '{}'; 415",
            },
            delimiter = ';')
    @DisplayName("What cannot be taken is refused by its status")
    void refused(String query, String type, String body, int status) {
        HttpResponse<String> refused = site.post("shop", query, body, "Content-Type", type);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(json(refused).path("detail").asText()).isNotBlank();
    }

    @Test
    @DisplayName("A body that is too large is refused, whether it says so before or not, and leaves nothing behind")
    void tooLarge() {
        String body = " ".repeat(400_000);
        assertThat(site.post("shop", "", body).statusCode()).isEqualTo(413);
        HttpRequest.Builder chunked = site.posting("shop", "", "")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes(body))));
        assertThat(site.send(chunked).statusCode()).isEqualTo(413);
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(spool()).isEmpty());
    }

    @Test
    @DisplayName("An encoding that is not known is refused, and so is a key that is none")
    void badHeaders() {
        assertThat(site.post("shop", "", order("br"), "Content-Encoding", "br").statusCode())
                .isEqualTo(415);
        assertThat(site.post("shop", "", order("key"), "Idempotency-Key", "two words")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("There is nothing at other paths, other methods are not taken, and operators are elsewhere")
    void elsewhere() {
        assertThat(site.get("shop", "/ops/status").statusCode()).isEqualTo(404);
        assertThat(site.get("shop", "/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> deleted =
                site.send(site.request("shop", "/api/orders").DELETE());
        assertThat(deleted.statusCode()).isEqualTo(405);
        assertThat(deleted.headers().firstValue("Allow")).contains("GET, POST");
    }

    // ---- who may

    @Test
    @DisplayName("Nobody without a key gets in, and with a wrong one neither")
    void unauthorized() {
        for (String path : List.of("/api/orders", "/api/orders/X", "/api/documents/X")) {
            assertThat(site.get(null, path).statusCode()).isEqualTo(401);
            assertThat(site.send(site.request(null, path).header("Authorization", "Bearer waybill_0"))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(site.send(site.posting(null, "", order("nobody"))).statusCode())
                .isEqualTo(401);
        assertThat(json(site.get("both", "/api/orders?ref=nobody")).path("orders"))
                .isEmpty();
    }

    @Test
    @DisplayName("A caller sees and reaches the accounts of its key, as if there were no others")
    void scope() {
        HttpResponse<String> taken = site.post("shop", "", order("mine"));
        String order = taken.headers().firstValue("Location").orElseThrow();
        String document = "/api/documents/" + json(taken).path("document").asText();
        assertThat(site.get("stranger", order).statusCode()).isEqualTo(404);
        assertThat(site.get("stranger", document).statusCode()).isEqualTo(404);
        assertThat(json(site.get("stranger", "/api/orders?ref=mine")).path("orders"))
                .isEmpty();
        assertThat(json(site.get("stranger", "/api/orders")).path("orders").findValuesAsText("account"))
                .allMatch("other"::equals);
        assertThat(site.get("stranger", "/api/orders?account=main").statusCode())
                .isEqualTo(403);
        assertThat(json(site.get("both", "/api/orders?ref=mine")).path("orders"))
                .hasSize(1);

        String named = order("named").replace("{\"ref\"", "{\"account\":\"main\",\"ref\"");
        HttpResponse<String> refused = site.post("stranger", "", named);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/pointer").asText()).isEqualTo("/account");
        assertThat(json(refused).at("/errors/0/expected").asText()).doesNotContain("main");
        assertThat(site.post("both", "", named).statusCode()).isEqualTo(202);
        assertThat(json(site.post("both", "?account=other", order("chosen")))
                        .at("/orders/0/account")
                        .asText())
                .isEqualTo("other");
    }

    @Test
    @DisplayName("Headers and parameters by which Waybill speaks to itself mean nothing from outside")
    void smuggled() {
        HttpResponse<String> taken = site.post(
                "both",
                "?account=main",
                order("smuggled"),
                "WaybillAccount",
                "other",
                "waybillaccounts",
                "other",
                "WAYBILLSOURCE",
                "folder",
                "WaybillDocument",
                "MINE",
                "CamelHttpResponseCode",
                "299",
                "CamelFileName",
                "../../x");
        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(json(taken).at("/orders/0/account").asText()).isEqualTo("main");
        assertThat(json(taken).path("document").asText()).isNotEqualTo("MINE");
        assertThat(taken.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).matches("(waybill|camel|authorization).*"));
        assertThat(site.post("both", "?WaybillAccount=other", order("smuggled-2"))
                        .statusCode())
                .isEqualTo(400);
    }

    // ---- the same again

    @Test
    @DisplayName(
            "The same key and body are answered as before; another body under it is refused; keys are the callers' own")
    void idempotency() {
        String body = order("idem").replace("\"ref\":\"idem\",", "");
        HttpResponse<String> first = site.post("shop", "", body, "Idempotency-Key", "\"k-1\"");
        HttpResponse<String> again = site.post("shop", "", body, "Idempotency-Key", "k-1");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(json(again).at("/orders/0/id")).isEqualTo(json(first).at("/orders/0/id"));
        assertThat(json(again).path("repeated").asBoolean()).isTrue();
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));

        HttpResponse<String> other = site.post("shop", "", order("idem-2"), "Idempotency-Key", "k-1");
        assertThat(other.statusCode()).isEqualTo(422);
        // what goes by the spool and what does not are one and the same
        String large = order("idem-3") + " ".repeat(20_000);
        assertThat(site.post("shop", "", large, "Idempotency-Key", "k-1").statusCode())
                .isEqualTo(422);
        assertThat(site.post("shop", "", large, "Idempotency-Key", "k-3").statusCode())
                .isEqualTo(202);
        assertThat(json(site.post("shop", "", large, "Idempotency-Key", "k-3"))
                        .path("repeated")
                        .asBoolean())
                .isTrue();
        assertThat(site.post("shop", "", body, "Idempotency-Key", "k-3").statusCode())
                .isEqualTo(422);
        HttpResponse<String> others = site.post("shop2", "", body, "Idempotency-Key", "k-1");
        assertThat(json(others).at("/orders/0/id")).isNotEqualTo(json(first).at("/orders/0/id"));

        HttpResponse<String> bad = site.post("shop", "", BAD, "Idempotency-Key", "k-2");
        assertThat(json(site.post("shop", "", BAD, "Idempotency-Key", "k-2")).path("errors"))
                .isEqualTo(json(bad).path("errors"));
    }

    @Test
    @DisplayName("Without a key the content stands for the body")
    void sameContent() {
        JsonNode first = json(site.post("shop", "", order("twice")));
        JsonNode again = json(site.post("shop", "", order("twice")));
        assertThat(first.path("repeated").asBoolean()).isFalse();
        assertThat(again.path("repeated").asBoolean()).isTrue();
        assertThat(again.path("end").asText()).isEqualTo("duplicate");
        assertThat(again.at("/orders/0/id")).isEqualTo(first.at("/orders/0/id"));
    }

    @Test
    @DisplayName("A small body is committed with its orders, and is nowhere else")
    void small() throws Exception {
        String body = order("small");
        String document = json(site.post("shop", "", body)).path("document").asText();
        try (Connection ledger =
                        DriverManager.getConnection("jdbc:sqlite:" + site.data().resolve("ledger.db"));
                PreparedStatement query = ledger.prepareStatement("select b.content, d.file from document d"
                        + " join document_body b on b.document_id = d.id where d.reference = ?")) {
            query.setString(1, document);
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getBytes(1)).isEqualTo(bytes(body));
                assertThat(row.getString(2)).isNull();
            }
        }
    }

    @Test
    @DisplayName("While a call is in process, another one with its key is told so")
    void inProcess() throws IOException {
        Path spooled = Files.createDirectories(site.data().resolve("spool/" + SpooledName.of("rest", "shop k-busy")));
        Path body = Files.createFile(spooled.resolve("document"));
        HttpResponse<String> busy = site.post("shop", "", order("busy"), "Idempotency-Key", "k-busy");
        Files.delete(body);
        Files.delete(spooled);
        assertThat(busy.statusCode()).isEqualTo(409);
        assertThat(site.post("shop", "", order("busy"), "Idempotency-Key", "k-busy")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    @DisplayName("Whoever goes away before the answer gets it by the same key, and the order is there once")
    void cutBeforeTheAnswer() throws IOException {
        String body = order("gone").replace("\"ref\":\"gone\",", "\"bill_comment\":\"gone\",");
        String key = site.request("shop", "/")
                .build()
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        try (Socket socket = new Socket("127.0.0.1", site.port())) {
            socket.getOutputStream()
                    .write(bytes("POST /api/orders HTTP/1.1\r\nHost: x\r\nAuthorization: " + key
                            + "\r\nIdempotency-Key: k-gone\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body));
            socket.getOutputStream().flush();
            await().atMost(30, SECONDS)
                    .until(() -> site.ledger()
                                    .place(SpooledName.of("rest", "shop k-gone"))
                                    .join()
                            != null);
        }
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(site.post("shop", "", body, "Idempotency-Key", "k-gone")
                                .statusCode())
                        .isEqualTo(202));
        JsonNode again = json(site.post("shop", "", body, "Idempotency-Key", "k-gone"));
        assertThat(again.path("repeated").asBoolean()).isTrue();
        assertThat(again.path("total").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("Of a body that is cut nothing is taken")
    void cutBody() throws IOException {
        String key = site.request("shop", "/")
                .build()
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        try (Socket socket = new Socket("127.0.0.1", site.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes("POST /api/orders HTTP/1.1\r\nHost: x\r\nAuthorization: " + key
                    + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: 200000\r\n\r\n"
                    + (order("cut") + "\n").repeat(1500)));
            out.flush();
            await().atMost(30, SECONDS).untilAsserted(() -> assertThat(spool()).isNotEmpty());
        }
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(spool()).isEmpty());
        assertThat(json(site.get("shop", "/api/orders?ref=cut")).path("orders")).isEmpty();
    }

    @Test
    @DisplayName("Many callers at once, each of whom calls twice: no order is doubled, none is lost")
    void crowd() {
        int callers = 8;
        int each = 10;
        long before = Ledger.await(site.ledger().counts()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        List<CompletableFuture<List<String>>> all = IntStream.range(0, callers)
                .mapToObj(caller -> CompletableFuture.supplyAsync(
                        () -> IntStream.range(0, each)
                                .mapToObj(i -> {
                                    String key = "crowd-" + caller + "-" + i;
                                    String body =
                                            order("x").replace("\"ref\":\"x\",", "\"bill_comment\":\"" + key + "\",");
                                    CompletableFuture<String> twin =
                                            CompletableFuture.supplyAsync(() -> taken(key, body), ANYWHERE);
                                    return taken(key, body).equals(twin.join()) ? key : "doubled " + key;
                                })
                                .toList(),
                        ANYWHERE))
                .toList();
        assertThat(all).allSatisfy(one -> assertThat(one.join()).noneMatch(key -> key.startsWith("doubled")));
        long after = Ledger.await(site.ledger().counts()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(after - before).isEqualTo(callers * each);
    }

    /** As a good client does: whatever says that it may be sent again is. */
    private static String taken(String key, String body) {
        while (true) {
            HttpResponse<String> response = site.post("crowd", "", body, "Idempotency-Key", key);
            if (response.statusCode() == 202) {
                return json(response).at("/orders/0/id").asText();
            }
            assertThat(response.statusCode()).as(response.body()).isIn(503, 429, 409);
        }
    }

    // ---- too much

    @Test
    @DisplayName("More bodies at a time than there is room for are refused, and taken when there is")
    void overload() throws IOException {
        String key = site.request("shop", "/")
                .build()
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket("127.0.0.1", site.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(bytes("POST /api/orders HTTP/1.1\r\nHost: x\r\nAuthorization: " + key
                                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"));
                socket.getOutputStream().flush();
            }
            await().atMost(30, SECONDS).until(() -> site.post("shop", "", "[]").statusCode() == 503);
            assertThat(site.get("shop", "/api/orders").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().atMost(30, SECONDS)
                .until(() -> site.post("shop", "", order("later")).statusCode() == 202);
    }

    @Test
    @DisplayName("When the disk takes nothing the caller is told to come again, and the order is not taken")
    void noDisk() throws IOException {
        String body = "ref,bill_email,good_name\ndisk,anna@example.com,course\n";
        Path spool = site.data().resolve("spool");
        await().atMost(30, SECONDS).untilAsserted(() -> assertThat(spool()).isEmpty());
        Files.deleteIfExists(spool);
        Files.createFile(spool);
        HttpResponse<String> refused = site.post("shop", "", body, "Content-Type", "text/csv");
        Files.delete(spool);
        Files.createDirectory(spool);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(site.get("shop", "/api/orders?ref=disk")).path("orders"))
                .isEmpty();
        assertThat(site.post("shop", "", body, "Content-Type", "text/csv").statusCode())
                .isEqualTo(202);
    }

    @Test
    @DisplayName("A caller who calls too often is told when to come again, and others are not held up")
    void tooOften() {
        Map<String, HttpRequest.Builder> calls = Map.of(
                "post", site.posting("eager", "", "[]", "Content-Type", "image/png"),
                "list", site.request("eager", "/api/orders?limit=1"),
                "order", site.request("eager", "/api/orders/X"),
                "document", site.request("eager", "/api/documents/X"));
        calls.forEach((name, call) -> {
            boolean told = false;
            for (int round = 0; round < 20 && !told; round++) {
                List<CompletableFuture<HttpResponse<String>>> many =
                        IntStream.range(0, 300).mapToObj(i -> site.later(call)).toList();
                told = many.stream().anyMatch(one -> one.join().statusCode() == 429);
            }
            assertThat(told).as(name).isTrue();
        });
        assertThat(site.get("shop", "/api/orders?limit=1").statusCode()).isEqualTo(200);
    }

    // ---- lists

    @Test
    @DisplayName("A list goes on where its page ended, and filters by state")
    void pages() {
        site.post(
                "both",
                "?account=other&wait=30s",
                "[" + order("page-1") + "," + order("page-2") + "," + order("page-3") + "]");
        assertThat(json(site.get("both", "/api/orders?account=other&limit=2&state=duplicate"))
                        .path("orders"))
                .isEmpty();
        assertThat(site.get("both", "/api/orders?state=nonsense").statusCode()).isEqualTo(400);
        JsonNode first = json(site.get("stranger", "/api/orders?limit=2"));
        assertThat(first.path("orders")).hasSize(2);
        JsonNode second = json(site.get(
                "stranger", "/api/orders?limit=2&after=" + first.path("next").asText()));
        assertThat(second.path("orders").findValuesAsText("id"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.path("orders").findValuesAsText("id"));
        assertThat(site.get("shop", "/api/orders/X?a=b").statusCode()).isEqualTo(400);
        assertThat(site.get("shop", "/api/documents/X?a=b").statusCode()).isEqualTo(400);
    }

    // ---- the contract

    @Test
    @DisplayName("The contract and its page are there for everybody")
    void contract() throws IOException {
        assertThat(site.get(null, "/openapi.yaml").body())
                .isEqualTo(Files.readString(Path.of("src/main/resources/openapi.yaml")));
        HttpResponse<String> page = site.get(null, "/");
        assertThat(page.body()).contains("POST /api/orders");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("Every answer of the contract was given by one of these tests")
    void contractWhole() {
        assertThat(site.notGiven()).isEmpty();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("A key stands in no file and no line of the log, and nothing failed unseen")
    void noKeys() throws IOException {
        List<String> keys = List.copyOf(site.keys());
        assertThat(LOG.list).noneMatch(event -> keys.stream().anyMatch(event.getFormattedMessage()::contains));
        assertThat(LOG.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .isEmpty();
        try (Stream<Path> files = Files.walk(site.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(keys).as(file.toString()).noneMatch(content::contains);
            }
        }
        assertThat(Ledger.await(site.ledger().apiKeys().all()))
                .hasSize(keys.size())
                .allMatch(key ->
                        keys.stream().anyMatch(text -> java.util.Arrays.equals(CallerKey.digest(text), key.digest())));
        assertThat(Ledger.await(site.ledger().counts())).containsKey(State.CONFIRMED);
    }

    private static List<Path> spool() {
        Path spool = site.data().resolve("spool");
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(spool)) {
            return entries.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
