/** The one durable truth: documents, orders, their states, and the Camel component {@code ledger:}. */
package io.waybill.ledger;
