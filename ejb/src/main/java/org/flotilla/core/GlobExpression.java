package org.flotilla.core;

import com.google.re2j.Pattern;

/**
 * A glob as a regular expression: {@code *} any characters, {@code ?} one, {@code [a-z]} one of, {@code [!a-z]} none of,
 * {@code {csv,txt}} one or the other, {@code \} before a character that stands for itself.
 */
final class GlobExpression {

    private final String glob;
    private final StringBuilder expression = new StringBuilder();
    private int at;
    private boolean inGroup;

    private GlobExpression(String glob) {
        this.glob = glob;
    }

    /** @throws FlotillaException INVALID_INPUT if brackets or braces do not match */
    static String of(String glob) {
        return new GlobExpression(glob).translated();
    }

    private String translated() {
        while (at < glob.length()) {
            int character = next();
            switch (character) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                case '[' -> characters();
                case '{' -> begin();
                case '}' -> end();
                case ',' -> expression.append(inGroup ? "|" : ",");
                case '\\' -> literal(required(next()));
                default -> literal(character);
            }
        }
        if (inGroup) {
            throw refused("a '{' has no '}'");
        }
        return expression.toString();
    }

    private void begin() {
        if (inGroup) {
            throw refused("'{' within '{'");
        }
        inGroup = true;
        expression.append("(?:");
    }

    private void end() {
        expression.append(inGroup ? ")" : "\\}");
        inGroup = false;
    }

    private void characters() {
        int close = glob.indexOf(']', at + 1);
        if (close < 0) {
            throw refused("a '[' has no ']'");
        }
        String inside = glob.substring(at, close);
        boolean negated = inside.startsWith("!");
        String listed = negated ? inside.substring(1) : inside;
        if (listed.isEmpty()) {
            throw refused("'[]' is empty");
        }
        at = close + 1;
        expression.append(negated ? "[^" : "[");
        listed.codePoints().forEach(character -> {
            if (character != '-') {
                literal(character);
            } else {
                expression.append('-');
            }
        });
        expression.append(']');
    }

    private void literal(int character) {
        expression.append(Pattern.quote(Character.toString(character)));
    }

    private int next() {
        if (at >= glob.length()) {
            return -1;
        }
        int character = glob.codePointAt(at);
        at += Character.charCount(character);
        return character;
    }

    private int required(int character) {
        if (character < 0) {
            throw refused("nothing follows the last '\\'");
        }
        return character;
    }

    private FlotillaException refused(String why) {
        return FlotillaException.invalid(
                "'" + glob + "' is not a pattern for names: " + why + ".",
                "Use a glob such as *.csv or report-????.{csv,txt}.");
    }
}
