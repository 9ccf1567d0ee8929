package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.flotilla.config.Parameters;
import org.flotilla.core.Backoff;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventStore.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs one event by its handler and says how it ended. Called by many threads at once.
 *
 * <p>In the model ({@code docs/model}) a failure leads to RETRY, the handler's end to END.
 */
@ApplicationScoped
class EventRunner {

    private static final Logger LOG = LoggerFactory.getLogger(EventRunner.class);

    /** For an event that fails in a way that nobody foresaw, and whose back-off cannot be read. */
    private static final Duration BROKEN_RETRY = Duration.ofMinutes(1);

    private final Instance<EventHandler> handlers;
    private final Parameters parameters;

    /** For CDI's proxy. */
    protected EventRunner() {
        this(null, null);
    }

    @Inject
    EventRunner(@Any Instance<EventHandler> handlers, Parameters parameters) {
        this.handlers = handlers;
        this.parameters = parameters;
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
                        "It was started " + event.maxAttempts() + " times and never ended:"
                                + " its nodes were lost. See what it does to them, then submit it again."));
            }
            return Optional.of(
                    new Outcome(owned.claim(), EventState.DONE, handler(event).handle(owned), null));
        } catch (FlotillaException e) {
            return failed(owned, e);
        } catch (Exception | Error e) {
            LOG.error("Event {} ({}) failed by a defect", event.id(), event.action(), e);
            return Optional.of(passing(owned, "Unexpected: " + e));
        } finally {
            MDC.clear();
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

    private Optional<Outcome> failed(OwnedEvent owned, FlotillaException e) {
        Event event = owned.event();
        if (e.code() == ErrorCode.NOT_OWNER) {
            LOG.info("Event {} is not ours any more; its result is dropped", event.id());
            return Optional.empty();
        }
        String message = e.getMessage() + " " + e.remedy();
        LOG.warn("Event {} ({}) failed, attempt {}: {}", event.id(), event.action(), event.attempts(), message);
        return Optional.of(e.isTransient() ? passing(owned, message) : dead(owned, message));
    }

    private Outcome passing(OwnedEvent owned, String message) {
        Event event = owned.event();
        if (event.attempts() >= event.maxAttempts()) {
            return dead(owned, "Failed " + event.attempts() + " times, last: " + message);
        }
        Backoff backoff = new Backoff(
                parameters.get(QueueParameters.FIRST_RETRY),
                parameters.get(QueueParameters.LONGEST_RETRY),
                ThreadLocalRandom.current()::nextDouble);
        return new Outcome(owned.claim(), EventState.FAILED, message, backoff.after(event.attempts()));
    }

    /** The end of a run that threw what {@link #run} does not know how to take. Touches nothing that could throw again. */
    static Outcome broken(OwnedEvent owned, Throwable thrown) {
        String message = "Unexpected: " + thrown.getClass().getName() + ". See the server's log.";
        return new Outcome(owned.claim(), EventState.FAILED, message, BROKEN_RETRY);
    }

    private static Outcome dead(OwnedEvent owned, String message) {
        return new Outcome(owned.claim(), EventState.DEAD, message, null);
    }
}
