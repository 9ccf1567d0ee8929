package org.flotilla.testsuite.chaos;

import java.time.Duration;

/**
 * One fault of a run.
 *
 * @param node which one it strikes; null if it is the database
 * @param begin since the start of the run
 * @param length until it is healed; a killed node is started again then
 */
record Fault(FaultKind kind, String node, Duration begin, Duration length) {

    Duration end() {
        return begin.plus(length);
    }

    boolean lastsAt(Duration moment) {
        return begin.compareTo(moment) <= 0 && end().compareTo(moment) > 0;
    }

    @Override
    public String toString() {
        return "%s%s for %.1f s".formatted(kind, node == null ? "" : " " + node, length.toMillis() / 1000.0);
    }
}
