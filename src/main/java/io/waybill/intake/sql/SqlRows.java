package io.waybill.intake.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The orders among the rows that a query found: adjacent rows with one key are one order. A pure function.
 *
 * @param orders the orders, in the query's sequence
 * @param full whether there may be more
 * @param trouble what is wrong with some rows, a clause, or null
 */
record SqlRows(List<SqlRow> orders, boolean full, String trouble) {
    /** Of rows that cannot be told apart nothing may be taken. */
    static final class Unusable extends Exception {
        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * @param limit how many rows were read at most: where there are as many, the last order may have more of them
     * @throws Unusable with a sentence, where the query has to be corrected
     */
    static SqlRows of(List<Map<String, Object>> rows, List<String> key, int limit) throws Unusable {
        List<SqlRow> orders = new ArrayList<>();
        Set<RowKey> seen = new HashSet<>();
        String trouble = null;
        RowKey last = null;
        for (Map<String, Object> row : rows) {
            RowKey of = key(row, key);
            if (of == null) {
                trouble = "rows without a value in a key column (" + String.join(", ", key) + ") cannot be taken";
            } else if (of.equals(last)) {
                orders.get(orders.size() - 1).rows().add(row);
            } else if (seen.add(of)) {
                orders.add(new SqlRow(of, new ArrayList<>(List.of(row))));
            } else {
                throw new Unusable("the rows of " + of.text() + " do not follow one another: sort poll.sql by its key"
                        + " columns");
            }
            last = of;
        }
        boolean full = rows.size() >= limit;
        if (full && orders.size() > 1) {
            orders.remove(orders.size() - 1);
        } else if (full
                && limit > 1
                && orders.size() == 1
                && orders.get(0).rows().size() == limit) {
            throw new Unusable("the order " + orders.get(0).key().text() + " has " + limit
                    + " rows or more: raise max-rows above what an order may have");
        }
        return new SqlRows(orders, full, trouble);
    }

    private static RowKey key(Map<String, Object> row, List<String> columns) throws Unusable {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String column : columns) {
            if (!row.containsKey(column)) {
                throw new Unusable("poll.sql gives no column " + column + ", which is the key; it gives "
                        + String.join(", ", row.keySet()));
            }
            Object value = row.get(column);
            if (value == null) {
                return null;
            }
            values.put(column, value);
        }
        return new RowKey(values);
    }
}
