/** Reads a sheet of an Excel workbook as a table, its cells as a person sees them. */
package io.waybill.intake.xlsx;
