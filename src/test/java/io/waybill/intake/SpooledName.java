package io.waybill.intake;

import java.util.List;

/** What the folder in the spool is called of a document that its source has a name for. */
public final class SpooledName {
    private SpooledName() {}

    /** Of another content under its name, such a document is refused. */
    public static String of(String source, String identity) {
        return ContentHash.name(List.of(source, identity));
    }
}
