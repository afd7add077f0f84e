/** Measures Waybill beside the limits of what it stands on: scenarios, the contenders in them, and the report. */
package io.waybill.bench;
