package io.waybill.intake.xlsx;

import java.math.BigDecimal;

/** How the number in a cell is shown. */
@FunctionalInterface
interface CellFormat {
    /** Plainly: all its digits, a point, no exponent. */
    CellFormat PLAIN =
            value -> value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();

    /** What a person sees of the number, or null where that is nothing but a row of #. */
    String shown(BigDecimal value);
}
