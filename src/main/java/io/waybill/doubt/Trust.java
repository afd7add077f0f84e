package io.waybill.doubt;

/**
 * Whether an account has been seen to return markers as they were sent; tag and comment apart, since one says nothing
 * about the other. Without that the absence of a marker proves nothing.
 *
 * @param tag for markers in the tag
 * @param comment for markers in the comment
 */
public record Trust(Seen tag, Seen comment) {
    /** Nothing has been read back yet. */
    public static final Trust UNKNOWN = new Trust(Seen.NOT_YET, Seen.NOT_YET);

    /** What reading back showed. */
    public enum Seen {
        /** Nothing was read back yet. */
        NOT_YET,
        /** A marker of ours came back as it was sent. */
        INTACT,
        /** It did not. */
        CHANGED
    }

    /** What is known of markers in that place. One that was not sent is as good as lost. */
    public Seen of(Place place) {
        return switch (place) {
            case TAG -> tag;
            case COMMENT -> comment;
            case NONE -> Seen.CHANGED;
        };
    }

    /** With what was seen of a place. */
    public Trust with(Place place, Seen seen) {
        return switch (place) {
            case TAG -> new Trust(seen, comment);
            case COMMENT -> new Trust(tag, seen);
            case NONE -> this;
        };
    }
}
