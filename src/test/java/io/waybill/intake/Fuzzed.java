package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.order.Fault;
import io.waybill.order.Leniency;
import io.waybill.order.OrderRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What every document must come to, whatever is in it, and the corpus to begin with; for the tests of the profile fuzz. */
final class Fuzzed {
    private static final int LONGEST_SEED = 20_000;

    private Fuzzed() {}

    /** The documents of the corpus whose names end so. */
    static Stream<Arguments> corpus(String ending) {
        return Corpus.documents().stream()
                .filter(document -> document.name().endsWith(ending) && document.bytes().length <= LONGEST_SEED)
                .map(document -> Arguments.of((Object) document.bytes()));
    }

    /** Reads the document and fails unless it is read or refused in the words that are promised. */
    static void isReadOrRefused(String ending, byte[] bytes) throws IOException {
        List<RawOrder> orders = new ArrayList<>();
        try {
            Taken taken = Formats.take(null, "fuzz" + ending, bytes);
            if (taken.format() == null) {
                readFile(ending, bytes, orders);
            } else {
                taken.format().reader().read(new ByteArrayInputStream(bytes), orders::add);
            }
            assertThat(orders).isNotEmpty();
        } catch (BrokenDocumentException e) {
            assertThat(orders).isNotEmpty();
            assertThat(e.line()).isPositive();
        } catch (UnreadableDocumentException e) {
            assertThat(orders).isEmpty();
            assertThat(e.getMessage()).contains("expected");
        }
        for (int i = 0; i < orders.size(); i++) {
            RawOrder order = orders.get(i);
            assertThat(order.position()).isEqualTo(i + 1);
            assertThat(order.line()).isPositive();
            for (Fault fault : OrderRules.judge(order.fields(), order.faults(), Leniency.NONE)
                    .faults()) {
                assertThat(fault.sentence().chars().noneMatch(Character::isISOControl))
                        .isTrue();
            }
        }
    }

    private static void readFile(String ending, byte[] bytes, List<RawOrder> orders)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        Path file = Files.createTempFile("fuzz", ending);
        try {
            Files.write(file, bytes);
            DocumentContent.of(file, "fuzz" + ending, null, "").read(null, orders::add);
        } finally {
            Files.delete(file);
        }
    }
}
