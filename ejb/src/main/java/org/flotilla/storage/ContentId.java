package org.flotilla.storage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identity of a content, which is also its path below the contents: {@code 2026-11-22/11/<uuid>}. The hour (UTC, of the
 * node that took it in) keeps directories small and lets whole old ones be looked through and removed.
 */
public record ContentId(String value) {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}/\\d{2}/[0-9a-f-]{36}");
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd/HH").withZone(ZoneOffset.UTC);

    public ContentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a content id: " + value);
        }
    }

    static ContentId random(Instant now) {
        return new ContentId(hour(now) + "/" + UUID.randomUUID());
    }

    static String hour(Instant instant) {
        return HOUR.format(instant);
    }

    /** The last part, unique by itself. */
    String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
