package io.waybill.ledger;

import java.util.List;

/**
 * What a lease gave.
 *
 * @param orders the orders, in turn by document
 * @param suspension why there are none, or null
 */
public record Lease(List<LeasedOrder> orders, Suspension suspension) {}
