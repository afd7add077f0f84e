package io.waybill.gateway;

import java.util.List;

/** The configuration cannot be used; one clear sentence for each mistake. */
public final class ConfigurationMistakes extends RuntimeException {
    private final List<String> sentences;

    /** @param sentences a sentence for each mistake, the key first */
    public ConfigurationMistakes(List<String> sentences) {
        super(String.join(System.lineSeparator(), sentences));
        this.sentences = List.copyOf(sentences);
    }

    /** A sentence for each mistake. */
    public List<String> sentences() {
        return sentences;
    }
}
