package io.waybill.intake.xlsx;

import java.util.List;

/**
 * A row of a sheet.
 *
 * @param number its number on the sheet, from 1
 * @param cells what a person sees in it, without empty cells at its end
 * @param fault what is wrong with one of its cells, or null
 */
record SheetRow(long number, List<String> cells, CellFault fault) {
    /**
     * What is wrong with a cell, or with the row as a whole.
     *
     * @param column the cell's column, from 0, or -1
     * @param found what was found, in words
     * @param expected what was expected, a clause
     */
    record CellFault(int column, String found, String expected) {}

    /** A column's letters. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int left = column; left >= 0; left = left / 26 - 1) {
            letters.append((char) ('A' + left % 26));
        }
        return letters.reverse().toString();
    }
}
