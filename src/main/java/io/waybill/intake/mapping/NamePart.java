package io.waybill.intake.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A part of a person's full name. */
enum NamePart {
    /** The first name. */
    FIRST_NAME,
    /** What stands between first name and surname, or behind both where the surname comes first. */
    MIDDLE_NAME,
    /** The surname, with words such as van and de before it. */
    SURNAME;

    private static final Set<String> PARTICLES = Set.of(
            "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "ten", "ter", "van",
            "von", "zu", "zum", "zur");

    /** How the part is called in a mapping. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<NamePart> named(String text) {
        return Arrays.stream(values()).filter(part -> part.text().equals(text)).findFirst();
    }

    /**
     * This part of a name, perhaps empty. "Berg, Anna" has the surname first whatever is said.
     *
     * @param surnameFirst whether the surname comes first where no comma tells
     */
    String of(String fullName, boolean surnameFirst) {
        int comma = fullName.indexOf(',');
        if (comma >= 0) {
            List<String> given = words(fullName.substring(comma + 1));
            return pick(fullName.substring(0, comma).strip(), given);
        }
        List<String> words = words(fullName);
        if (words.size() == 1) {
            return this == FIRST_NAME ? words.get(0) : "";
        }
        if (surnameFirst) {
            int end = 1;
            while (end < words.size() - 1 && isParticle(words.get(end - 1))) {
                end++;
            }
            return pick(String.join(" ", words.subList(0, end)), words.subList(end, words.size()));
        }
        int begin = words.size() - 1;
        while (begin > 1 && isParticle(words.get(begin - 1))) {
            begin--;
        }
        return pick(String.join(" ", words.subList(begin, words.size())), words.subList(0, begin));
    }

    private String pick(String surname, List<String> given) {
        return switch (this) {
            case FIRST_NAME -> given.isEmpty() ? "" : given.get(0);
            case MIDDLE_NAME -> given.size() < 2 ? "" : String.join(" ", given.subList(1, given.size()));
            case SURNAME -> surname;
        };
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s\\u00A0]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean isParticle(String word) {
        return PARTICLES.contains(word.toLowerCase(Locale.ROOT));
    }
}
