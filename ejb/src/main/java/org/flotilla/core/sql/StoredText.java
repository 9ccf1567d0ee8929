package org.flotilla.core.sql;

/** Makes texts of unknown origin, such as a partner's words, fit into a column. */
public final class StoredText {

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /**
     * The text, cut to so many characters, with a replacement for what PostgreSQL does not store: NUL and halves of surrogate
     * pairs.
     */
    public static String fit(String text, int longest) {
        String clean = clean(text);
        if (clean.length() <= longest) {
            return clean;
        }
        int end = longest - 1;
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> clean.appendCodePoint(isStored(point) ? point : REPLACEMENT));
        return clean.toString();
    }

    private static boolean isStored(int point) {
        return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    }
}
