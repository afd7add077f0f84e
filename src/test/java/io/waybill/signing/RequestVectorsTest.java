package io.waybill.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RequestVectorsTest {
    @TestFactory
    Stream<DynamicTest> every_request_is_encoded_and_signed_as_php_does() throws IOException {
        return Vectors.requests().stream()
                .map(vector -> dynamicTest(vector.name(), () -> {
                    List<Map.Entry<String, String>> pairs = Flat.pairs(vector.json());
                    String query = PhpForm.encode(pairs);

                    assertThat(query).isEqualTo(vector.query());
                    assertThat(PhpForm.decode(query)).isEqualTo(pairs);
                    assertThat(Signature.of(query, vector.user(), vector.key())).isEqualTo(vector.hash());
                    assertThat(Signature.sign(query, vector.user(), vector.key()))
                            .isEqualTo((query.isEmpty() ? "" : query + "&") + "hash=" + vector.hash());
                }));
    }

    @Test
    void there_are_vectors() throws IOException {
        assertThat(Vectors.requests()).hasSizeGreaterThan(20);
        assertThat(Vectors.responses()).hasSizeGreaterThan(15);
    }
}
