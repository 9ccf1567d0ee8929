package org.flotilla.testsuite.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What happened last, in lines for people. */
final class Trace {

    private static final int KEPT = 60;
    private static final double NANOS_OF_A_SECOND = 1e9;

    private final Deque<String> last = new ArrayDeque<>();
    private final Consumer<String> out;
    private long lines;
    private int sum;

    /** @param out told each line as it comes */
    Trace(Consumer<String> out) {
        this.out = out;
    }

    void add(long now, Object who, String what) {
        String line = String.format(Locale.ROOT, "%9.3f s  %-12s %s", now / NANOS_OF_A_SECOND, who, what);
        lines++;
        sum = 31 * sum + line.hashCode();
        last.add(line);
        if (last.size() > KEPT) {
            last.remove();
        }
        out.accept(line);
    }

    List<String> last() {
        return List.copyOf(last);
    }

    /** Differs if anything happened otherwise. */
    String fingerprint() {
        return lines + "-" + sum;
    }
}
