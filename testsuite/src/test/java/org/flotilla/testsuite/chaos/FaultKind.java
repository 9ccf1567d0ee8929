package org.flotilla.testsuite.chaos;

import java.time.Duration;

/** What can happen to a cluster, and for how long. */
enum FaultKind {
    /** The process of a node is killed; it is started again afterwards. */
    KILL(1, 5),
    /** The process of a node stands still. */
    FREEZE(3, 20),
    /** Nothing passes between a node and the others; its database and its clients it has. */
    CUT_FROM_NODES(5, 20),
    /** Nothing passes between a node and the database; the other nodes and its clients it has. */
    CUT_FROM_DATABASE(5, 20),
    /** The database ends as in a crash; it is started again afterwards. */
    DATABASE_CRASH(2, 30);

    private final Duration shortest;
    private final Duration longest;

    FaultKind(int shortestSeconds, int longestSeconds) {
        this.shortest = Duration.ofSeconds(shortestSeconds);
        this.longest = Duration.ofSeconds(longestSeconds);
    }

    Duration shortest() {
        return shortest;
    }

    Duration longest() {
        return longest;
    }

    boolean isOfOneNode() {
        return this != DATABASE_CRASH;
    }

    boolean needsFirewall() {
        return this == CUT_FROM_NODES || this == CUT_FROM_DATABASE;
    }

    boolean needsOwnDatabase() {
        return this == CUT_FROM_DATABASE || this == DATABASE_CRASH;
    }
}
