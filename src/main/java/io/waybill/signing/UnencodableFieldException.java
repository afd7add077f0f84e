package io.waybill.signing;

/** A field of well-formed JSON that has no form encoding. */
public final class UnencodableFieldException extends IllegalArgumentException {
    private final String field;
    private final String problem;

    UnencodableFieldException(String field, String problem) {
        super("the field " + field + " " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** The flat name of the field, {@code goods[0][good_sum]}; as the document has it, so quote it before showing it. */
    public String field() {
        return field;
    }

    /** What is wrong with it and what was expected, a clause that follows the field's name. */
    public String problem() {
        return problem;
    }
}
