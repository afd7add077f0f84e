package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.intake.Corpus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bad document of the corpus in one gateway: each gets its clear error, and no neighbour is hurt. */
class CorpusIT {
    private static final String LETTERS = "BCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int POSTED_FROM = 300;
    private static final Map<String, String> TYPES = Map.of(
            "json", "application/json",
            "jsonl", "application/x-ndjson",
            "csv", "text/csv",
            "xml", "application/xml",
            "form", "application/x-www-form-urlencoded",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    @TempDir
    Path folder;

    @Test
    void each_bad_document_gets_its_clear_error_and_its_neighbours_go_through() throws Exception {
        List<Corpus.Document> documents = Corpus.documents(number -> bytes -> ofItsOwn(bytes, number));
        try (FarEnd farEnd = FarEnd.start("corpus-key")) {
            Site site = new Site(folder, farEnd)
                    .set("waybill.dependency-timeout", "3s")
                    .set("waybill.rest.port", 0);
            try (WaybillProcess gateway = site.start()) {
                for (Corpus.Document document : documents) {
                    site.inbox().file(document.name(), document.bytes());
                }
                site.inbox().file("good.jsonl", Orders.manyLines("good-", 10));

                assertThat(site.filed().await("good.jsonl", 10)).allMatch(Outcome::confirmed);
                site.inbox().awaitTaken();
                long orders = documents.stream()
                        .mapToLong(document -> document.orders().size())
                        .sum();
                Map<String, Map<Integer, Outcome>> found = byPlace(site.filed().await(orders + 10));
                Map<String, JsonNode> books = farEnd.books().byTag();
                for (Corpus.Document document : documents) {
                    Map<Integer, Outcome> outcomes = found.getOrDefault(document.name(), Map.of());
                    assertThat(outcomes)
                            .as(document.file())
                            .hasSize(document.orders().size());
                    if (document.end().equals("unreadable")) {
                        assertThat(site.filed().awaitReason("unreadable", document.name()))
                                .as(document.file())
                                .contains(document.name())
                                .contains(document.phrase());
                    }
                    for (Corpus.Order order : document.orders()) {
                        judge(document, order, outcomes.get(order.position()), books);
                    }
                }
                assertThat(site.filed().below("errors/duplicate")).isEmpty();
                postAll(site, gateway);
                assertThat(gateway.isAlive()).isTrue();
                assertThat(gateway.log()).doesNotContain(" ERROR ");
            }
        }
    }

    /** The same over REST, each with refs of its own: whoever posted it is told all of it at once. */
    private static void postAll(Site site, WaybillProcess gateway) throws IOException, InterruptedException {
        RestDoor rest = new RestDoor(site, gateway, "corpus");
        SoftAssertions soft = new SoftAssertions();
        for (Corpus.Document document : Corpus.documents(number -> bytes -> ofItsOwn(bytes, POSTED_FROM + number))) {
            HttpResponse<String> answer = rest.post(type(document), document.bytes());
            soft.assertThatCode(() -> judge(document, answer)).doesNotThrowAnyException();
        }
        soft.assertAll();
    }

    /** What its sender takes it for: where it is none of ours, what its name says. */
    private static String type(Corpus.Document document) {
        String ending = document.name().substring(document.name().lastIndexOf('.') + 1);
        return switch (ending) {
            case "gz" -> "application/gzip";
            case "zip" -> "application/zip";
            default ->
                TYPES.getOrDefault(document.format() == null ? ending : document.format(), "application/x-unknown");
        };
    }

    private static void judge(Corpus.Document document, HttpResponse<String> answer) throws IOException {
        String where = document.file() + ": " + answer.statusCode() + " " + answer.body();
        JsonNode told = new ObjectMapper().readTree(answer.body());
        if (document.end().equals("unreadable")) {
            assertThat(answer.statusCode()).as(where).isIn(400, 413, 415);
            assertThat(told.path("detail").asText()).as(where).isNotBlank();
            return;
        }
        boolean good =
                document.orders().stream().anyMatch(order -> order.faults().isEmpty());
        if (document.end().equals("broken")) {
            assertThat(answer.statusCode()).as(where).isIn(202, 422);
            assertThat(told.path("reason").asText()).as(where).contains("broke off");
        } else {
            assertThat(answer.statusCode()).as(where).isEqualTo(good ? 202 : 422);
        }
        assertThat(told.path("orders").size())
                .as(where)
                .isEqualTo(document.orders().size());
        for (int i = 0; i < document.orders().size(); i++) {
            Corpus.Order order = document.orders().get(i);
            JsonNode found = told.path("orders").get(i);
            assertThat(found.path("line").asLong()).as(where).isEqualTo(order.line());
            for (Corpus.ExpectedFault fault : order.faults()) {
                assertThat(found.path("state").asText()).as(where).isEqualTo("invalid");
                assertThat(found.path("reason").asText()).as(where).contains(fault.phrase());
            }
        }
    }

    private static void judge(
            Corpus.Document document, Corpus.Order order, Outcome outcome, Map<String, JsonNode> books) {
        String where =
                document.file() + ", order " + order.position() + ": " + (outcome == null ? "nothing" : outcome.json());
        assertThat(outcome).as(where).isNotNull();
        assertThat(outcome.json().at("/source/line").asLong()).as(where).isEqualTo(order.line());
        if (!order.faults().isEmpty()) {
            assertThat(outcome.state()).as(where).isEqualTo("invalid");
            assertThat(outcome.reason())
                    .as(where)
                    .startsWith(document.name() + (order.in() == null ? "" : "/" + order.in()) + ", order "
                            + order.position() + ", line " + order.line());
            for (Corpus.ExpectedFault fault : order.faults()) {
                assertThat(outcome.reason()).as(where).contains(fault.phrase());
            }
            assertThat(outcome.text("advice")).as(where).isNotBlank();
        } else if (document.end().equals("broken")) {
            assertThat(outcome.state()).as(where).isEqualTo("invalid");
            assertThat(outcome.reason())
                    .as(where)
                    .startsWith("document broke off: " + document.name())
                    .contains("line " + document.line());
        } else if ("DeleteOrder".equals(outcome.operation())) {
            assertThat(outcome.state()).as(where).isIn("rejected", "invalid", "undelivered");
        } else {
            assertThat(outcome.state()).as(where).isEqualTo("confirmed");
            assertThat(books.get(outcome.id()).get("bill_id").asLong())
                    .as(where)
                    .isEqualTo(outcome.billId());
        }
    }

    private static Map<String, Map<Integer, Outcome>> byPlace(List<Outcome> outcomes) {
        Map<String, Map<Integer, Outcome>> byPlace = new HashMap<>();
        for (Outcome outcome : outcomes) {
            byPlace.computeIfAbsent(outcome.document(), name -> new HashMap<>()).put(outcome.position(), outcome);
        }
        return byPlace;
    }

    /** The corpus has the same refs (A-1, A-2 ...) everywhere; here each document gets its own, of the same length. */
    private static byte[] ofItsOwn(byte[] bytes, int number) {
        byte[] own = bytes.clone();
        for (int i = 0; i + 2 < own.length; i++) {
            if (own[i] == 'A' && own[i + 1] == '-' && own[i + 2] >= '0' && own[i + 2] <= '9') {
                own[i] = (byte) LETTERS.charAt(number / LETTERS.length());
                own[i + 1] = (byte) LETTERS.charAt(number % LETTERS.length());
            }
        }
        return own;
    }
}
