package org.flotilla.testsuite.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How bad it is, in one simulation: how likely each fault of a transaction is, and how fast the others follow one another.
 *
 * @param lost the transaction is committed, its answer lost
 * @param late its connection breaks; it is committed long afterwards, or never; its locks stay until then
 * @param refused it is rolled back
 * @param stalled its thread, or all of its process, hangs before it, with its locks held, or after its commit
 * @param kinds of other faults; each simulation has some of them, so that what one hides is seen in another
 * @param pauseMillis the longest time between two of the other faults
 * @param messagesLost of messages between nodes
 * @param failing of the runs of events
 */
record Weather(
        double lost,
        double late,
        double refused,
        double stalled,
        List<Kind> kinds,
        int pauseMillis,
        double messagesLost,
        double failing) {

    /** What is not a fault of a transaction. */
    enum Kind {
        CRASH,
        STOP,
        FREEZE,
        CUT_FROM_NODES,
        CUT_FROM_DATABASE,
        OUTAGE,
        CONFIGURE,
        BURST
    }

    private static final double[] SHARES = {0, 0, 0.01, 0.03, 0.1};
    private static final int[] PAUSES = {500, 2_000, 5_000, 20_000};

    static Weather of(Random random) {
        return new Weather(
                share(random),
                share(random),
                share(random),
                share(random) / 4,
                some(random),
                PAUSES[random.nextInt(PAUSES.length)],
                random.nextInt(3) * 0.4,
                0.1 + random.nextInt(3) * 0.15);
    }

    private static double share(Random random) {
        return SHARES[random.nextInt(SHARES.length)];
    }

    private static List<Kind> some(Random random) {
        List<Kind> some = Arrays.stream(Kind.values())
                .filter(kind -> random.nextBoolean())
                .toList();
        return some.isEmpty() ? List.of(Kind.values()) : some;
    }
}
