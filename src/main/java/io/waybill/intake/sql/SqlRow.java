package io.waybill.intake.sql;

import java.util.List;
import java.util.Map;

/**
 * One order as a database has it.
 *
 * @param key what tells it from others
 * @param rows the rows that it is joined of, in their sequence, by column names; all have the same columns
 */
record SqlRow(RowKey key, List<Map<String, Object>> rows) {}
