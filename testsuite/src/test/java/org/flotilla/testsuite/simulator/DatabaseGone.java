package org.flotilla.testsuite.simulator;

/** The database did not answer, or gave up: what a lost connection, a lock that is held for too long and an outage look like. */
final class DatabaseGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseGone(String message) {
        super(message, null, false, false);
    }
}
