package org.flotilla.messaging.jms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flotilla.queue.EventEnded;

/** Hands ended events over without keeping the queue's thread waiting. */
@ApplicationScoped
public class OutcomeObserver {

    @Inject
    private PublishOutcome publish;

    void ended(@Observes EventEnded ended) {
        publish.publish(ended.event());
    }
}
