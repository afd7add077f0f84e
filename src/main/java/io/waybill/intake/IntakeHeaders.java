package io.waybill.intake;

/** The message headers by which a source names the document that it hands to {@code direct:intake}. */
public final class IntakeHeaders {
    /** The kind of source, a word such as {@code folder}. Default: {@code route}. */
    public static final String SOURCE = "WaybillSource";

    /** The document's name, as people know it. Default: Camel's file name, else {@code document}. */
    public static final String NAME = "WaybillName";

    /** The configured name of the account that the source is for. Default: the only account there is. */
    public static final String ACCOUNT = "WaybillAccount";

    /** The public id of a document that was claimed before; a source that can hand in a document again sets it. */
    public static final String DOCUMENT = "WaybillDocument";

    /** {@code true} if the document is known to be complete, so that its orders need not wait for its end. */
    public static final String EARLY = "WaybillEarly";

    /** {@code accept} if a document that equals an earlier one is read again. Default: {@code reject}. */
    public static final String DUPLICATES = "WaybillDuplicates";

    private IntakeHeaders() {}
}
