package io.waybill.intake.xlsx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One section of a format code, in tokens.
 *
 * @param tokens what it consists of, in order; colours and spaces of a certain width are left out
 * @param conditional whether it is for certain numbers only
 */
record FormatSection(List<Token> tokens, boolean conditional) {
    /** What a token is. */
    enum Kind {
        /** A character that stands for digits, or for a part of a date. */
        CODE,
        /** Text that is shown as it stands. */
        LITERAL,
        /** A currency's sign. */
        CURRENCY,
        /** Hours, minutes or seconds that do not begin anew after a day: {@code [h]}. */
        ELAPSED,
        /** The date or time as the machine is set. */
        SYSTEM
    }

    /** A token and its text. */
    record Token(Kind kind, String text) {
        boolean is(char code) {
            return kind == Kind.CODE && text.charAt(0) == code;
        }
    }

    /** The sections of a code: for positive numbers, negative ones, zero and text, as far as it has them. */
    static List<FormatSection> of(String code) {
        List<FormatSection> sections = new ArrayList<>();
        Scanner scanner = new Scanner(code);
        while (!scanner.ended) {
            sections.add(scanner.section());
        }
        return sections;
    }

    /** True if there is a token of code among these characters. */
    boolean hasCode(String characters) {
        return tokens.stream().anyMatch(token -> token.kind() == Kind.CODE && characters.contains(token.text()));
    }

    boolean has(Kind kind) {
        return tokens.stream().anyMatch(token -> token.kind() == kind);
    }

    private static final class Scanner {
        private final String code;
        private int next;
        private boolean ended;
        private List<Token> tokens;
        private boolean conditional;

        Scanner(String code) {
            this.code = code;
        }

        FormatSection section() {
            tokens = new ArrayList<>();
            conditional = false;
            while (next < code.length()) {
                char c = code.charAt(next++);
                if (c == ';') {
                    return new FormatSection(tokens, conditional);
                }
                take(c);
            }
            ended = true;
            return new FormatSection(tokens, conditional);
        }

        private void take(char c) {
            switch (c) {
                case '"' -> add(Kind.LITERAL, until('"'));
                case '\\' -> add(Kind.LITERAL, one());
                case '_', '*' -> one();
                case '[' -> bracket(until(']'));
                default -> add(Kind.CODE, Character.toString(c));
            }
        }

        private void bracket(String inside) {
            String lower = inside.toLowerCase(Locale.ROOT);
            if (lower.matches("h+|m+|s+")) {
                add(Kind.ELAPSED, lower);
            } else if (lower.startsWith("$-f800") || lower.startsWith("$-f400")) {
                add(Kind.SYSTEM, lower.substring(2, 6));
            } else if (inside.startsWith("$")) {
                int dash = inside.indexOf('-');
                add(Kind.CURRENCY, inside.substring(1, dash < 0 ? inside.length() : dash));
            } else if (!inside.isEmpty() && "<>=".indexOf(inside.charAt(0)) >= 0) {
                conditional = true;
            }
        }

        private void add(Kind kind, String text) {
            if (!text.isEmpty()) {
                tokens.add(new Token(kind, text));
            }
        }

        private String one() {
            return next < code.length() ? Character.toString(code.charAt(next++)) : "";
        }

        private String until(char end) {
            int from = next;
            int to = code.indexOf(end, from);
            next = to < 0 ? code.length() : to + 1;
            return code.substring(from, to < 0 ? code.length() : to);
        }
    }
}
