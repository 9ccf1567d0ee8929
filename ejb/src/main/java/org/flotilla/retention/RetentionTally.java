package org.flotilla.retention;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.flotilla.core.sql.StoredText;

/** What became of the files of a run, for people. For one thread. */
final class RetentionTally {

    /** What can become of a file. */
    enum Outcome {
        DONE(""),
        AWAITED("still to be delivered"),
        CHANGED("gone or changed meanwhile"),
        BUSY("being replaced"),
        FAILED("failed");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }
    }

    /** The job repository has room for 512 characters. */
    private static final int LONGEST = 480;

    private static final int MOST_NAMES = 3;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_REASON = 400;
    private static final String BYTES = "bytes";
    private static final String NAMED = "named";

    private final String done;
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final List<String> named = new ArrayList<>();
    private long bytes;

    /** @param done what has happened to a file that is DONE */
    RetentionTally(String done) {
        this.done = done;
    }

    /** As it is now, in classes of the JDK alone: what a checkpoint may hold whatever version reads it. */
    Map<String, Serializable> kept() {
        Map<String, Serializable> kept = new HashMap<>();
        counts.forEach((outcome, count) -> kept.put(outcome.name(), count));
        kept.put(BYTES, bytes);
        kept.put(NAMED, new ArrayList<>(named));
        return kept;
    }

    /** Goes on counting from what an earlier run had kept. */
    void goOn(Map<String, Serializable> kept) {
        for (Outcome outcome : Outcome.values()) {
            if (kept.get(outcome.name()) instanceof Long count) {
                counts.merge(outcome, count, Long::sum);
            }
        }
        bytes += (Long) kept.get(BYTES);
        ((List<?>) kept.get(NAMED)).forEach(line -> named.add((String) line));
    }

    void add(Outcome outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    void done(long size) {
        add(Outcome.DONE);
        bytes += size;
    }

    /** Also says of the first few which and why. */
    void failed(String name, String why) {
        add(Outcome.FAILED);
        if (named.size() < MOST_NAMES) {
            named.add("'" + StoredText.fit(printable(name), LONGEST_NAME) + "' " + StoredText.fit(why, LONGEST_REASON));
        }
    }

    long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** How many files there were, whatever became of them. */
    long files() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** On one line, whatever the names hold. */
    static String printable(String name) {
        return name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    String text() {
        StringJoiner text = new StringJoiner(", ");
        text.add(count(Outcome.DONE) + " " + done + " (" + bytes + " bytes)");
        counts.forEach((outcome, count) -> {
            if (outcome != Outcome.DONE) {
                text.add(count + " " + outcome.text);
            }
        });
        String all = named.isEmpty() ? text.toString() : text + ": " + String.join("; ", named);
        if (count(Outcome.FAILED) > named.size()) {
            all += "; and others: see the log";
        }
        return StoredText.fit(printable(all), LONGEST);
    }
}
