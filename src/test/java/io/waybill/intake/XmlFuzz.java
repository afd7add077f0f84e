package io.waybill.intake;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class XmlFuzz {
    private static final String ENDING = ".xml";

    static Stream<Arguments> corpus() {
        return Fuzzed.corpus(ENDING);
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "1m")
    void is_read_or_refused(byte[] bytes) throws IOException {
        Fuzzed.isReadOrRefused(ENDING, bytes);
    }
}
