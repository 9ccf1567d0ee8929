package org.flotilla.core.wildfly;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.msc.service.ServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the services again that the server could not start: those of the application and those that it needs, such as
 * the job repository. A server that boots while the database is away, or while the cluster does not answer, goes on
 * without them, and would for ever (decision 0012). What waited for them then starts by itself.
 *
 * <p>Used by one thread. While the database cannot be used nothing is tried, for most of it would fail again and fill the
 * log; besides the pause grows to a minute. A deployment into a running server that fails is taken back by the server, this
 * included: hence the pause before the first try.
 */
final class FailedStarts {

    private static final Logger LOG = LoggerFactory.getLogger(FailedStarts.class);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ServiceContainer container;
    private final Supplier<Optional<String>> databaseProblem;
    private Duration pause;
    private boolean waitsForDatabase;

    FailedStarts(ServiceContainer container, Supplier<Optional<String>> databaseProblem) {
        this.container = container;
        this.databaseProblem = databaseProblem;
    }

    /** Starts again what can be; returns how long to wait before the next look. */
    Duration look() {
        Set<ServiceController<?>> failed = new HashSet<>();
        if (!isAtRest(failed)) {
            return SHORT;
        }
        if (failed.isEmpty()) {
            pause = null;
            return SHORT;
        }
        if (pause == null) {
            pause = SHORT;
            return SHORT;
        }
        return databaseAnswers() ? retry(failed) : SHORT;
    }

    /** Whether nothing starts or stops at the moment, as during boot. */
    private boolean isAtRest(Set<ServiceController<?>> failed) {
        try {
            return container.awaitStability(1, TimeUnit.MILLISECONDS, failed, new HashSet<>());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean databaseAnswers() {
        Optional<String> problem = databaseProblem.get();
        if (problem.isEmpty()) {
            waitsForDatabase = false;
            return true;
        }
        if (!waitsForDatabase) {
            LOG.warn("This node starts when the database answers. Now it does not: {}", problem.get());
        }
        waitsForDatabase = true;
        pause = SHORT;
        return false;
    }

    private Duration retry(Set<ServiceController<?>> failed) {
        failed.forEach(service -> LOG.warn("Starting again: {}", String.valueOf(service.getStartException())));
        failed.forEach(ServiceController::retry);
        Duration present = pause;
        Duration doubled = present.multipliedBy(2);
        pause = doubled.compareTo(LONG) < 0 ? doubled : LONG;
        return present;
    }
}
