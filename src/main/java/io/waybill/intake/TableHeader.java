package io.waybill.intake;

import java.util.List;

/**
 * What the columns of a table are called, and how it is written, or would be as CSV.
 *
 * @param names the cells of the first row, exactly; a name may be empty
 * @param delimiter comma, semicolon or tab
 * @param bom whether the document begins with a byte order mark
 */
public record TableHeader(List<String> names, char delimiter, boolean bom) {}
