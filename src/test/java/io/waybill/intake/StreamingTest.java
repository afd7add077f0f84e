package io.waybill.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class StreamingTest {
    private static final int ORDERS = 20_000;
    private static final int READ_AHEAD = 1 << 18;

    @Test
    void csv_orders_are_given_while_the_document_is_read() throws Exception {
        streams(Format.CSV, "ref,bill_email,good_name\n", i -> "A-" + i + ",a@x.com,course\n", "");
    }

    @Test
    void json_orders_are_given_while_the_document_is_read() throws Exception {
        streams(
                Format.JSON,
                "[",
                i -> (i == 1 ? "" : ",") + "{\"ref\":\"A-" + i + "\",\"goods\":[{\"good_name\":\"course\"}]}\n",
                "]");
    }

    @Test
    void json_lines_are_given_while_the_document_is_read() throws Exception {
        streams(Format.JSON_LINES, "", i -> "{\"ref\":\"A-" + i + "\",\"bill_email\":\"a@x.com\"}\n", "");
    }

    @Test
    void xml_orders_are_given_while_the_document_is_read() throws Exception {
        streams(
                Format.XML,
                "<orders>\n",
                i -> "<order><ref>A-" + i + "</ref><goods><good><good_name>course</good_name></good></goods></order>\n",
                "</orders>");
    }

    private static void streams(Format format, String begin, LongFunction<String> order, String end) throws Exception {
        Endless document = new Endless(begin, order, end);
        AtomicLong given = new AtomicLong();
        AtomicLong faulty = new AtomicLong();
        AtomicLong furthestAhead = new AtomicLong();
        format.reader().read(document, raw -> {
            given.incrementAndGet();
            faulty.addAndGet(raw.faults().size());
            furthestAhead.accumulateAndGet(document.made - document.begins(raw.position()), Math::max);
        });
        assertThat(given).hasValue(ORDERS);
        assertThat(faulty).hasValue(0);
        assertThat(furthestAhead.get()).isLessThan(READ_AHEAD);
    }

    /** A document that exists only where it is being read. */
    private static final class Endless extends InputStream {
        private final LongFunction<String> order;
        private final String end;
        private final int[] begins = new int[ORDERS + 2];
        private byte[] part;
        private int at;
        private int number;
        private int made;

        Endless(String begin, LongFunction<String> order, String end) {
            this.order = order;
            this.end = end;
            part = begin.getBytes(StandardCharsets.UTF_8);
            made = part.length;
        }

        int begins(int position) {
            return begins[position];
        }

        @Override
        public int read() {
            while (at == part.length) {
                if (number > ORDERS) {
                    return -1;
                }
                number++;
                begins[number] = made;
                part = (number > ORDERS ? end : order.apply(number)).getBytes(StandardCharsets.UTF_8);
                made += part.length;
                at = 0;
            }
            return part[at++] & 0xFF;
        }
    }
}
