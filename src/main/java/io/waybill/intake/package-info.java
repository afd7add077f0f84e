/** From a document to orders in the ledger: formats, reading, judging, accepting. */
package io.waybill.intake;
