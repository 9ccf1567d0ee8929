package org.flotilla.core.wildfly;

import java.util.Optional;
import java.util.function.Supplier;
import org.flotilla.core.SteadyThread;
import org.jboss.msc.Service;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/** Looks after what failed to start for as long as the application is deployed, on a thread of its own (C1, O2). */
final class StartAgain implements Service {

    private final Supplier<Optional<String>> databaseProblem;
    private SteadyThread thread;

    /** @param databaseProblem why the database cannot be used now; empty when it can */
    StartAgain(Supplier<Optional<String>> databaseProblem) {
        this.databaseProblem = databaseProblem;
    }

    @Override
    public void start(StartContext context) {
        FailedStarts failed = new FailedStarts(context.getController().getServiceContainer(), databaseProblem);
        thread = SteadyThread.start(StartAgain::daemon, "flotilla-start-again", failed::look);
    }

    /** The server's own threads cannot be had here: they are among what may not have started. */
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void stop(StopContext context) {
        thread.close();
    }
}
