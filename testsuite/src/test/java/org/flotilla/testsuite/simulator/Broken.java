package org.flotilla.testsuite.simulator;

/** Something does not hold. The message has the seed, the line that replays it, and the last steps. */
final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    private final String what;

    Broken(String what, String message, Throwable cause) {
        super(message, cause);
        this.what = what;
    }

    /** What does not hold, in a sentence. */
    String what() {
        return what;
    }
}
