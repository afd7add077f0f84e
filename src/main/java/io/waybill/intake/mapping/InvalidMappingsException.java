package io.waybill.intake.mapping;

import java.util.List;

/** Mapping files that cannot be used; a sentence for each mistake, its file and line first. */
public final class InvalidMappingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    InvalidMappingsException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** A sentence for each mistake. */
    public List<String> mistakes() {
        return mistakes;
    }
}
