/**
 * Doubt about an invoice that was perhaps created: asking the API for the order's marker, and what its answers prove.
 * Plain Java; knows nothing of the ledger and of the routes.
 */
package io.waybill.doubt;
