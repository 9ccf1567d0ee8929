package org.flotilla.core;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Which names are meant: a glob, or a regular expression after {@code regex:}. The names are a stranger's, so matching must not
 * take longer than their length allows: both are matched by an automaton (RE2), which does not backtrack. Immutable.
 */
public final class NamePattern {

    private static final String REGEX = "regex:";
    private static final int LONGEST = 255;

    /** RE2 writes repetitions out: nested ones would take all of the memory. */
    private static final long MOST_REPETITIONS = 1000;

    private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private final String text;
    private final Pattern pattern;

    private NamePattern(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** @throws FlotillaException INVALID_INPUT if it is neither */
    public static NamePattern of(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw FlotillaException.invalid(
                    "'" + text + "' is not a pattern for names.", "Give 1 to " + LONGEST + " characters.");
        }
        boolean regular = text.startsWith(REGEX);
        String expression = regular ? bounded(text.substring(REGEX.length())) : GlobExpression.of(text);
        try {
            return new NamePattern(text, Pattern.compile(expression, Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new FlotillaException(
                    ErrorCode.INVALID_INPUT,
                    "'" + text + "' is not a pattern for names: " + e.getMessage() + ".",
                    regular
                            ? "Use the syntax of RE2: regex:report-[0-9]{8}\\.csv; it has no look-around and no"
                                    + " references back."
                            : "Use a glob such as *.csv or report-????.{csv,txt}.",
                    e);
        }
    }

    public boolean matches(String name) {
        return pattern.matches(name);
    }

    private static String bounded(String expression) {
        long repetitions = 1;
        Matcher matcher = REPETITION.matcher(expression);
        while (matcher.find()) {
            String most = matcher.group(2) == null || matcher.group(2).isEmpty() ? matcher.group(1) : matcher.group(2);
            repetitions *= most.length() > 4 ? MOST_REPETITIONS + 1 : Math.max(1, Long.parseLong(most));
            if (repetitions > MOST_REPETITIONS) {
                throw FlotillaException.invalid(
                        "The regular expression repeats too much: more than " + MOST_REPETITIONS + " in all.",
                        "Names have at most 255 bytes: give smaller counts in {}, or use * and +.");
            }
        }
        return expression;
    }

    @Override
    public String toString() {
        return text;
    }
}
