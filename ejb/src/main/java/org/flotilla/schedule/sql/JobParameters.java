package org.flotilla.schedule.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a run's parameters as the batch runtime writes them: lines of the form {@code name = value}. */
final class JobParameters {

    private static final String ASSIGNED = " = ";

    private JobParameters() {}

    /** @param text may be null */
    static Map<String, String> read(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String lines = text == null ? "" : text;
        lines.lines().filter(line -> line.contains(ASSIGNED)).forEach(line -> {
            int at = line.indexOf(ASSIGNED);
            parameters.put(line.substring(0, at), line.substring(at + ASSIGNED.length()));
        });
        return parameters;
    }
}
