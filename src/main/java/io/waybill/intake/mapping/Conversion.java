package io.waybill.intake.mapping;

/** Makes of a partner's text the text that the API takes. */
@FunctionalInterface
interface Conversion {
    /** A text that cannot be converted; its message says what was expected, in a clause. */
    final class NotConvertible extends Exception {
        NotConvertible(String expected) {
            super(expected, null, false, false);
        }
    }

    /** @param text not blank, without spaces at its ends */
    String convert(String text) throws NotConvertible;
}
