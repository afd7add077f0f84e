/** Reads a partner's orders in the partner's own names: config/mappings, and what becomes of an order's fields by it. */
package io.waybill.intake.mapping;
