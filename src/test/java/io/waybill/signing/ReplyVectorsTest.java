package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ReplyVectorsTest {
    @TestFactory
    Stream<DynamicTest> every_reply_is_judged_as_the_vectors_say() throws IOException {
        return Vectors.responses().stream()
                .map(vector -> dynamicTest(vector.name(), () -> {
                    assertThat(ReplyCheck.read(vector.body(), vector.key()) instanceof Reply.Verified)
                            .isEqualTo(vector.valid());
                    assertThat(ReplyCheck.read(vector.body().getBytes(StandardCharsets.UTF_8), vector.key()))
                            .isEqualTo(ReplyCheck.read(vector.body(), vector.key()));
                }));
    }
}
