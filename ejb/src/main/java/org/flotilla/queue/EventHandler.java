package org.flotilla.queue;

import org.flotilla.core.FlotillaException;

/**
 * Runs the events of one action. Implementations are CDI beans, called by many threads at once, outside a transaction.
 *
 * <p>An event can be run again after a failure or after the loss of its node, also when its earlier owner got far: a
 * handler looks at what was already done, and calls {@link OwnedEvent#ensureOwned()} before each outside effect.
 */
public interface EventHandler {

    /** The action of the events it runs, such as {@code push-file}. */
    String action();

    /**
     * Runs the event to its end.
     *
     * @return what was done, for people
     * @throws FlotillaException transient: it is retried with back-off; permanent: it is DEAD at once; NOT_OWNER: dropped
     * @throws Exception anything else is a defect, and retried
     */
    String handle(OwnedEvent event) throws Exception;
}
