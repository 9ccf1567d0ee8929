package org.flotilla.testsuite.simulator;

/** Ends a step in its middle, as its process has ended. */
final class Crashed extends Error {
    private static final long serialVersionUID = 1;

    Crashed() {
        super("crashed", null, false, false);
    }
}
