package io.waybill.intake;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/** Text that is no JSON. Its message is a clause that says what was found and what was expected. */
final class JsonSyntaxException extends Exception {
    private static final int LONGEST = 200;

    private final long line;
    private final boolean cut;

    /**
     * @param begin the document's line on which the text begins
     * @param cause what the parser met in it
     */
    JsonSyntaxException(long begin, JsonProcessingException cause) {
        super("found what is not JSON: " + words(cause) + ", expected JSON", cause);
        this.cut = cause instanceof JsonEOFException;
        JsonLocation location = cause.getLocation();
        this.line = begin + (location == null ? 0 : Math.max(0, location.getLineNr() - 1));
    }

    /** The document's line on which the parser gave up. */
    long line() {
        return line;
    }

    /** True if all was well until the text ended. */
    boolean isCut() {
        return cut;
    }

    private static String words(JsonProcessingException cause) {
        String words = cause.getOriginalMessage().replaceAll("\\p{Cntrl}", " ");
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
    }
}
