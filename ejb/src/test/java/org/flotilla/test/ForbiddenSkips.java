package org.flotilla.test;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Turns a skipped test into a failed one where {@code -Dflotilla.test.require=all} says that everything a test may need is
 * there (decision 0004). Found by JUnit itself, so that no test can forget it.
 */
public class ForbiddenSkips implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    private final boolean forbidden;

    public ForbiddenSkips() {
        this("all".equals(System.getProperty("flotilla.test.require")));
    }

    ForbiddenSkips(boolean forbidden) {
        this.forbidden = forbidden;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw judged(thrown);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw judged(thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw judged(thrown);
    }

    private Throwable judged(Throwable thrown) {
        return forbidden && thrown instanceof TestAbortedException
                ? new AssertionError("Skips are forbidden here: " + thrown.getMessage(), thrown)
                : thrown;
    }
}
