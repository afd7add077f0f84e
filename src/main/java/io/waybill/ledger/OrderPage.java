package io.waybill.ledger;

import java.util.List;

/**
 * A page of a list, the newest order first.
 *
 * @param orders the orders; fewer than asked for, even none, where those asked for lie far apart
 * @param next where the next page begins; null when there is none
 */
public record OrderPage(List<OrderRow> orders, Long next) {}
