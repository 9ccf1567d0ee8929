package org.flotilla.schedule;

/** What becomes of firings for which no node was there in time (S2). What is late by less than the threshold is none. */
public enum Misfire {
    /** One run at once makes up for all that were missed. */
    RUN_ONCE,
    /** Each missed firing is run, in order. */
    RUN_ALL,
    /** What was missed is left out. */
    SKIP
}
