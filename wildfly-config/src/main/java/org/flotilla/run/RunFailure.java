package org.flotilla.run;

/**
 * Something that the person at the keyboard has to put right. The message says what is wrong and what to do; it is shown
 * without a stack trace.
 */
public final class RunFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunFailure(String message) {
        super(message);
    }

    public RunFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
