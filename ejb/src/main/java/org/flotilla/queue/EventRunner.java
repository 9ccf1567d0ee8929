package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventStore.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs one event by its handler and says how it ended, by the class of what was thrown ({@link ErrorClass}). Called by many
 * threads at once.
 *
 * <p>In the model ({@code docs/model}) a failure leads to RETRY, the handler's end to END.
 */
@ApplicationScoped
class EventRunner {

    private static final Logger LOG = LoggerFactory.getLogger(EventRunner.class);

    /** For an event that fails in a way that nobody foresaw, and whose back-off cannot be read. */
    private static final Duration BROKEN_RETRY = Duration.ofMinutes(1);

    private final Instance<EventHandler> handlers;
    private final RetryPolicies retries;

    /** For CDI's proxy. */
    protected EventRunner() {
        this(null, null);
    }

    @Inject
    EventRunner(@Any Instance<EventHandler> handlers, RetryPolicies retries) {
        this.handlers = handlers;
        this.retries = retries;
    }

    /** Runs it; empty if the event is not ours any more, and somebody else says how it ends. */
    Optional<Outcome> run(OwnedEvent owned) {
        Event event = owned.event();
        MDC.put("event", event.id().toString());
        MDC.put("cycle", event.cycleId().value());
        try {
            if (event.attempts() > event.maxAttempts()) {
                return Optional.of(dead(
                        owned,
                        ErrorClass.DEFECT,
                        "It was started " + event.maxAttempts() + " times and never ended:"
                                + " its nodes were lost. See what it does to them, then submit it again."));
            }
            return Optional.of(new Outcome(owned.claim(), EventState.DONE, handle(owned), null));
        } catch (Exception | Error e) {
            return failed(owned, e);
        } finally {
            MDC.clear();
        }
    }

    /** An event that interrupts its thread leaves nothing of that to the next one. */
    private String handle(OwnedEvent owned) throws Exception {
        try {
            return handler(owned.event()).handle(owned);
        } finally {
            if (Thread.interrupted()) {
                LOG.debug("Event {} was interrupted", owned.id());
            }
        }
    }

    private EventHandler handler(Event event) {
        return handlers.stream()
                .filter(handler -> handler.action().equals(event.action()))
                .findFirst()
                .orElseThrow(() -> new FlotillaException(
                        ErrorCode.INTERNAL,
                        "This node knows no action '" + event.action() + "'.",
                        "It is tried again; a node of a newer version may know it."));
    }

    private Optional<Outcome> failed(OwnedEvent owned, Throwable thrown) {
        Event event = owned.event();
        ErrorClass error = ErrorClass.of(thrown);
        if (thrown instanceof GivenBack) {
            LOG.debug("Event {} waits for its site", event.id(), thrown);
            return Optional.empty();
        }
        if (error == ErrorClass.TAKEN) {
            LOG.info("Event {} is not ours any more; its result is dropped", event.id());
            return Optional.empty();
        }
        String message = message(error, thrown);
        if (error == ErrorClass.DEFECT && !(thrown instanceof FlotillaException)) {
            LOG.error("Event {} ({}) failed by a defect", event.id(), event.action(), thrown);
        } else {
            LOG.warn("Event {} ({}) failed, attempt {}: {}", event.id(), event.action(), event.attempts(), message);
            LOG.debug("Event {} failed so", event.id(), thrown);
        }
        return Optional.of(error.isRetried() ? again(owned, error, message) : dead(owned, error, message));
    }

    private static String message(ErrorClass error, Throwable thrown) {
        String what = thrown instanceof FlotillaException failure
                ? failure.getMessage() + " " + failure.remedy()
                : (error == ErrorClass.DATABASE ? "The database failed: " : "Unexpected: ") + thrown + ".";
        String why = RootCause.after(what, thrown);
        return error.isCounted() ? why : why + " This counts as no attempt.";
    }

    private Outcome again(OwnedEvent owned, ErrorClass error, String message) {
        Event event = owned.event();
        if (error.isCounted() && event.attempts() >= event.maxAttempts()) {
            return dead(owned, error, "Failed " + event.attempts() + " times, last: " + message);
        }
        RetryPolicy policy = retries.of(event.type(), error.isCounted() ? event.site() : null);
        return new Outcome(owned.claim(), EventState.FAILED, message, error, policy.after(event.attempts()));
    }

    /** The end of a run that threw what {@link #run} does not know how to take. Touches nothing that could throw again. */
    static Outcome broken(OwnedEvent owned, Throwable thrown) {
        String message = "Unexpected: " + thrown.getClass().getName() + ". See the server's log.";
        return new Outcome(owned.claim(), EventState.FAILED, message, ErrorClass.of(thrown), BROKEN_RETRY);
    }

    private static Outcome dead(OwnedEvent owned, ErrorClass error, String message) {
        return new Outcome(owned.claim(), EventState.DEAD, message, error, null);
    }
}
