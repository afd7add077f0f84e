package io.waybill.intake;

import io.waybill.intake.mapping.Mapped;
import io.waybill.intake.mapping.Mapping;
import io.waybill.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One order as a document has it, before any rule of the API is applied.
 *
 * @param position the order's number in its document, from 1
 * @param line the line on which it begins, from 1
 * @param fields flat names with their text in the document's order, control fields ({@code operation}, {@code ref},
 *     {@code request_id}, {@code account}) included
 * @param faults what the reader found wrong with the order; empty for an order that could be read
 */
public record RawOrder(int position, long line, List<Map.Entry<String, String>> fields, List<Fault> faults) {
    /** This order in the API's names, with what could not be mapped; one that could not be read stays as it is. */
    RawOrder mapped(Mapping mapping) {
        if (fields.isEmpty()) {
            return this;
        }
        Mapped mapped = mapping.apply(fields);
        List<Fault> all = new ArrayList<>(faults);
        all.addAll(mapped.faults());
        return new RawOrder(position, line, mapped.fields(), all);
    }
}
