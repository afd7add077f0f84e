package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.e2e.SoakPlan.End;
import io.waybill.e2e.SoakPlan.Planned;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a plan with the far end's own books and with what is filed: no order lost, none doubled, each told once and
 * as what it is. Nothing is taken from a ledger.
 */
final class SoakJudge {
    private static final Set<End> AT_THE_FAR_END = Set.of(End.CREATED, End.CREATED_AND_DELETED);

    private static final Set<End> MENDED = Set.of(End.INVALID, End.REFUSED);

    private final SoakPlan plan;

    SoakJudge(SoakPlan plan) {
        this.plan = plan;
    }

    /** Fails where anything is not as planned. */
    void judge(FarEnd farEnd, Filed filed) {
        Map<String, Outcome> outcomes = byPlace(filed.all());
        Books books = farEnd.books();
        Map<String, JsonNode> byBuyer = books.byEmail();
        Map<String, JsonNode> byMarker = books.byTag();
        Set<String> buyers = new HashSet<>();
        for (Planned order : plan.orders()) {
            Outcome outcome = outcomes.remove(order.place());
            String what = order + " is " + (outcome == null ? "not filed" : outcome.json());
            assertThat(outcome).as(what).isNotNull();
            assertThat(outcome.state()).as(what).isEqualTo(order.end().state);
            if (AT_THE_FAR_END.contains(order.end())) {
                buyers.add(order.email());
                JsonNode there = byBuyer.get(order.email());
                assertThat(there).as(what + ", in the books").isNotNull();
                assertThat(byMarker.get(outcome.id())).as(what).isEqualTo(there);
                assertThat(there.get("bill_id").asLong()).as(what).isEqualTo(outcome.billId());
                assertThat(there.get("deleted").asBoolean()).as(what).isEqualTo(order.end() == End.CREATED_AND_DELETED);
            }
        }
        assertThat(outcomes).as("outcomes that nobody ordered").isEmpty();
        assertThat(byBuyer.keySet()).as("buyers in the books").isEqualTo(buyers);
        JsonNode counts = farEnd.counts();
        assertThat(counts.get("created").asInt()).isEqualTo(buyers.size());
        assertThat(counts.get("repeated_tags").asInt()).isZero();
        assertThat(counts.get("deleted").asInt()).isEqualTo((int) count(End.CREATED_AND_DELETED));
        tables(filed);
        assertThat(filed.below("accepted"))
                .as("accepted documents")
                .hasSize(plan.documents().size());
    }

    /** Each row of a table has its outcome beside it, those that failed and may be mended lie apart. */
    private void tables(Filed filed) {
        Map<String, Path> files = new HashMap<>();
        for (String place : List.of("archive", "errors/rejects")) {
            filed.below(place).forEach(file -> files.put(file.getFileName().toString(), file));
        }
        Map<String, List<End>> ends = plan.orders().stream()
                .collect(Collectors.groupingBy(
                        Planned::document, Collectors.mapping(Planned::end, Collectors.toList())));
        plan.documents().stream().filter(SoakPlan.Document::table).forEach(document -> {
            List<String> results = Filed.text(files.get(document.name() + ".results.csv"))
                    .lines()
                    .toList();
            assertThat(results).hasSameSizeAs(document.text().lines().toList());
            for (End end : End.values()) {
                if (ends.get(document.name()).contains(end)) {
                    assertThat(results).as(document.name()).anyMatch(row -> row.contains("," + end.state + ","));
                }
            }
            boolean rejects = ends.get(document.name()).stream().anyMatch(MENDED::contains);
            assertThat(files.containsKey(document.name() + ".rejects.csv"))
                    .as("rejects of " + document.name())
                    .isEqualTo(rejects);
        });
    }

    private long count(End end) {
        return plan.orders().stream().filter(order -> order.end() == end).count();
    }

    private static Map<String, Outcome> byPlace(List<Outcome> outcomes) {
        Map<String, Outcome> byPlace = new HashMap<>();
        for (Outcome outcome : outcomes) {
            Outcome other = byPlace.put(outcome.document() + "/" + outcome.position(), outcome);
            assertThat(other).as("two outcomes of " + outcome).isNull();
        }
        return byPlace;
    }
}
