package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ByteLinesTest {
    @Property(tries = 200)
    void lines_come_whole_and_numbered_however_the_stream_is_cut(
            @ForAll("lines") List<String> lines,
            @ForAll boolean terminated,
            @ForAll @IntRange(min = 1, max = 70_000) int cut)
            throws IOException {
        String text = lines.stream().collect(Collectors.joining("\n")) + (terminated && !lines.isEmpty() ? "\n" : "");
        ByteLines read = new ByteLines(new Slow(text.getBytes(StandardCharsets.UTF_8), cut), () -> {});

        List<String> found = new ArrayList<>();
        while (read.next()) {
            found.add(new String(read.buffer(), read.offset(), read.length(), StandardCharsets.UTF_8));
            assertThat(read.number()).isEqualTo(found.size());
        }
        assertThat(found).isEqualTo(text.lines().toList());
        assertThat(read.next()).isFalse();
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.integers()
                .between(0, 100_000)
                .map("x"::repeat)
                .list()
                .ofMaxSize(5);
    }

    /** Gives at most so many bytes at a time. */
    private static final class Slow extends InputStream {
        private final ByteArrayInputStream all;
        private final int cut;

        Slow(byte[] all, int cut) {
            this.all = new ByteArrayInputStream(all);
            this.cut = cut;
        }

        @Override
        public int read() {
            return all.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return all.read(into, offset, Math.min(cut, length));
        }
    }
}
