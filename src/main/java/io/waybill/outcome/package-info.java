/** Files what became of orders: receipts, error entries, and the results and rejects of tables. */
package io.waybill.outcome;
