package org.flotilla.pull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.flotilla.core.sql.StoredText;

/** What became of the files of a run, for people. For one thread. */
final class PullTally {

    /** What can become of a file. */
    enum Outcome {
        PULLED("pulled"),
        SETTLED("done with that had arrived before"),
        KNOWN("known"),
        YOUNG("too young"),
        LEFT("left where it was though pulled"),
        BUSY("in another run"),
        GONE("gone meanwhile"),
        CHANGED("changed while read"),
        REFUSED("refused"),
        FAILED("failed");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** The job repository has room for 512 characters. */
    private static final int LONGEST = 480;

    private static final int MOST_NAMES = 3;
    private static final int LONGEST_NAME = 60;
    /** Why may be in a partner's words; a checkpoint has room for 8000 bytes on SQL Server. */
    private static final int LONGEST_REASON = 400;

    private static final String NAMED = "named";
    private static final String NAMES = "names";

    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<String> named = new ArrayList<>();
    private int names;

    /** As it is now, in classes of the JDK alone: what a checkpoint may hold whatever version reads it. */
    Map<String, Serializable> kept() {
        Map<String, Serializable> kept = new HashMap<>();
        counts.forEach((outcome, count) -> kept.put(outcome.name(), count));
        kept.put(NAMED, new ArrayList<>(named));
        kept.put(NAMES, names);
        return kept;
    }

    /** Goes on counting from what an earlier run had kept. */
    void goOn(Map<String, Serializable> kept) {
        for (Outcome outcome : Outcome.values()) {
            add(outcome, (Integer) kept.getOrDefault(outcome.name(), 0));
        }
        ((List<?>) kept.getOrDefault(NAMED, new ArrayList<String>())).forEach(line -> named.add((String) line));
        names += (Integer) kept.getOrDefault(NAMES, 0);
    }

    void add(Outcome outcome, int files) {
        if (files > 0) {
            counts.merge(outcome, files, Integer::sum);
        }
    }

    void add(Outcome outcome) {
        add(outcome, 1);
    }

    /** Also says of the first few which and why. */
    void add(Outcome outcome, String name, String why) {
        add(outcome, 1);
        names++;
        if (names <= MOST_NAMES) {
            named.add("'" + StoredText.fit(printable(name), LONGEST_NAME) + "' " + StoredText.fit(why, LONGEST_REASON));
        } else if (names == MOST_NAMES + 1) {
            named.add("and others: see the log");
        }
    }

    int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** On one line, whatever the names hold. */
    static String printable(String name) {
        return name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    String text() {
        StringJoiner text = new StringJoiner(", ");
        text.add(count(Outcome.PULLED) + " pulled");
        counts.forEach((outcome, count) -> {
            if (outcome != Outcome.PULLED) {
                text.add(count + " " + outcome.text);
            }
        });
        String all = names == 0 ? text.toString() : text + ": " + String.join("; ", named);
        return StoredText.fit(printable(all), LONGEST);
    }
}
