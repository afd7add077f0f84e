/** The Camel component {@code ledger:}, through which routes take what is due and hand in what became of it. */
package io.waybill.ledger.camel;
