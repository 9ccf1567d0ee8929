package org.flotilla.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Moments as callers write them: ISO 8601 with an offset from UTC, in years that both databases take. */
public final class Moments {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9998;
    private static final int LONGEST = 40;

    private Moments() {}

    /** @throws FlotillaException INVALID_INPUT */
    public static Instant parse(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
            throw refused(text, null);
        } catch (DateTimeException e) {
            throw refused(text, e);
        }
    }

    private static FlotillaException refused(String text, DateTimeException cause) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return new FlotillaException(
                ErrorCode.INVALID_INPUT,
                "'" + shown + "' is no time from " + FIRST_YEAR + " to " + LAST_YEAR + ".",
                "Give one like 2026-01-31T00:00:00Z.",
                cause);
    }
}
