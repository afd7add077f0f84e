package io.waybill.intake.mapping;

import io.waybill.order.Fault;
import java.util.List;
import java.util.Map;

/**
 * What a mapping makes of an order.
 *
 * @param fields the API's fields and those that steer Waybill, by flat names
 * @param faults what could not be mapped; their fields are the API's
 */
public record Mapped(List<Map.Entry<String, String>> fields, List<Fault> faults) {}
