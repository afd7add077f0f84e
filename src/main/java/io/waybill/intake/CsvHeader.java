package io.waybill.intake;

import java.util.List;

/**
 * How a CSV document is written and what its columns are called.
 *
 * @param names the cells of the first row, exactly; a name may be empty
 * @param delimiter comma, semicolon or tab
 * @param bom whether the document begins with a byte order mark
 */
public record CsvHeader(List<String> names, char delimiter, boolean bom) {}
