/** Reads orders from XML: our own simple vocabulary, and UBL 2 Order. */
package io.waybill.intake.xml;
