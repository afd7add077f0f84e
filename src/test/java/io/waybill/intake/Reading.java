package io.waybill.intake;

import io.waybill.order.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reader makes of a text, for tests. */
record Reading(List<RawOrder> orders, DocumentReader.End end) {
    static Reading of(DocumentReader reader, String text) throws Exception {
        return of(reader, text.getBytes(StandardCharsets.UTF_8));
    }

    static Reading of(DocumentReader reader, byte[] bytes)
            throws BrokenDocumentException, UnreadableDocumentException, IOException {
        List<RawOrder> orders = new ArrayList<>();
        DocumentReader.End end = reader.read(new ByteArrayInputStream(bytes), orders::add);
        return new Reading(orders, end);
    }

    /** The fields of the order at that position, from 1. */
    Map<String, String> fields(int position) {
        Map<String, String> fields = new LinkedHashMap<>();
        orders.get(position - 1).fields().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    List<Fault> faults(int position) {
        return orders.get(position - 1).faults();
    }
}
