package io.waybill.intake;

import io.waybill.order.Fault;
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
public record RawOrder(int position, long line, List<Map.Entry<String, String>> fields, List<Fault> faults) {}
