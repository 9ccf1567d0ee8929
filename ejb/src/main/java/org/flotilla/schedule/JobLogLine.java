package org.flotilla.schedule;

import java.time.Instant;

/** What a run said to people (S5). */
public record JobLogLine(Instant at, Level level, String text) {

    /** How much it matters. */
    public enum Level {
        INFO,
        WARN
    }
}
