package io.waybill.intake;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.waybill.order.Fault;
import io.waybill.order.Judged;
import io.waybill.order.Leniency;
import io.waybill.order.OrderRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BadDocumentsTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> each_bad_document_gets_its_clear_error_and_hurts_no_neighbour() {
        return Corpus.documents().stream()
                .map(document -> dynamicTest(
                        document.file(), () -> Assertions.assertTimeoutPreemptively(BOUND, () -> check(document))));
    }

    @Test
    void the_corpus_is_large_and_names_no_document_twice() {
        List<Corpus.Document> documents = Corpus.documents();
        assertThat(documents).hasSizeGreaterThanOrEqualTo(190);
        assertThat(documents.stream().collect(toMap(Corpus.Document::file, document -> 1, Integer::sum)))
                .allSatisfy((file, times) -> assertThat(times).as(file).isOne());
    }

    private void check(Corpus.Document document) throws IOException {
        List<RawOrder> orders = new ArrayList<>();
        String end;
        String said = "";
        long line = 0;
        try {
            Path file = Files.write(folder.resolve("document"), document.bytes());
            DocumentContent content = DocumentContent.of(file, document.name(), null, "");
            assertThat(content.format()).isEqualTo(document.format());
            end = switch (content.read(null, orders::add)) {
                case WELL_FORMED -> "whole";
                case UNTERMINATED -> "unterminated";
            };
        } catch (BrokenDocumentException e) {
            end = "broken";
            said = e.getMessage();
            line = e.line();
        } catch (UnreadableDocumentException e) {
            end = "unreadable";
            said = e.getMessage();
            assertThat(said).contains("expected").matches("(?s)[A-Z].*\\.");
        }
        assertThat(end).as("end; it said: " + said).isEqualTo(document.end());
        if (document.phrase() != null) {
            assertThat(said).contains(document.phrase());
        }
        assertThat(line).as("line of the end").isEqualTo(document.line());
        checkOrders(document.orders(), orders);
    }

    private static void checkOrders(List<Corpus.Order> expected, List<RawOrder> found) {
        assertThat(found)
                .extracting(RawOrder::position)
                .isEqualTo(expected.stream().map(Corpus.Order::position).toList());
        assertThat(found)
                .extracting(RawOrder::line)
                .isEqualTo(expected.stream().map(Corpus.Order::line).toList());
        for (int i = 0; i < expected.size(); i++) {
            Judged judged = OrderRules.judge(found.get(i).fields(), found.get(i).faults(), Leniency.NONE);
            String where = "order " + expected.get(i).position() + ", which has " + judged.faults();
            List<Corpus.ExpectedFault> faults = expected.get(i).faults();
            assertThat(judged.faults()).as(where).hasSameSizeAs(faults);
            if (faults.isEmpty()) {
                assertThat(judged.ref()).isEqualTo(expected.get(i).ref());
            }
            for (Corpus.ExpectedFault fault : faults) {
                assertThat(judged.faults()).as(where).anySatisfy(one -> {
                    assertThat(one.field()).startsWith(fault.field());
                    assertThat(one.sentence()).contains(fault.phrase());
                });
            }
            assertThat(judged.faults()).allSatisfy(BadDocumentsTest::isShortAndOnOneLine);
        }
    }

    private static void isShortAndOnOneLine(Fault fault) {
        assertThat(fault.sentence()).contains("found ", ", expected ").hasSizeLessThan(700);
        assertThat(fault.sentence().chars().noneMatch(Character::isISOControl)).isTrue();
    }
}
