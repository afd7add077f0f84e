package io.waybill.intake.folder;

import java.time.Duration;

/**
 * How the writers of a folder finish a file, and what a repeated file means.
 *
 * @param ready when a file may be taken
 * @param settle {@link Ready#SETTLED}: how long size and time must have stood still, as watched by us
 * @param unterminatedSettle the same for a file that does not end with a line break
 * @param duplicates what becomes of a document that equals an earlier one
 */
public record FolderSettings(Ready ready, Duration settle, Duration unterminatedSettle, Duplicates duplicates) {
    /** When a file may be taken. */
    public enum Ready {
        /** Size and time have stood still. */
        SETTLED,
        /** At once: writers write elsewhere and rename into place. */
        RENAME,
        /** When {@code <name>.done} stands beside it. */
        DONE_FILE
    }

    /** What becomes of a document that equals an earlier one of which no order failed. */
    public enum Duplicates {
        /** It is filed under {@code errors/duplicate/}. */
        REJECT,
        /** It is read: a standing order that is the same every week. */
        ACCEPT
    }

    /** Fills in what is not set. */
    public FolderSettings {
        ready = ready == null ? Ready.SETTLED : ready;
        settle = settle == null ? Duration.ofMillis(500) : settle;
        unterminatedSettle = unterminatedSettle == null ? Duration.ofSeconds(5) : unterminatedSettle;
        duplicates = duplicates == null ? Duplicates.REJECT : duplicates;
    }
}
