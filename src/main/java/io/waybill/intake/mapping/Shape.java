package io.waybill.intake.mapping;

import java.util.List;
import java.util.Map;

/** Gives an order another shape before its fields are mapped. */
interface Shape {
    /**
     * The order's fields in the other shape, by flat names.
     *
     * @throws Conversion.NotConvertible if this is no order that has that shape
     */
    List<Map.Entry<String, String>> of(List<Map.Entry<String, String>> fields) throws Conversion.NotConvertible;
}
