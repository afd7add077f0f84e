/** Takes orders from a business's own database, and tells it what became of them. */
package io.waybill.intake.sql;
