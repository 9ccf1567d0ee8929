package org.flotilla.testsuite.queue;

import java.util.concurrent.atomic.LongAdder;

/** Counts what was handled in this process: all the work there is. */
public final class Handled {

    private static final LongAdder COUNT = new LongAdder();
    private static final LongAdder STATEMENTS = new LongAdder();

    private Handled() {}

    /** Does one task. JobRunr finds it by its name. */
    public static void one() {
        COUNT.increment();
    }

    /** Flotilla's queue sent a statement to the database. */
    static void statement() {
        STATEMENTS.increment();
    }

    static long statements() {
        return STATEMENTS.sum();
    }

    static long count() {
        return COUNT.sum();
    }

    static void reset() {
        COUNT.reset();
        STATEMENTS.reset();
    }
}
