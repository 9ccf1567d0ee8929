package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/** Tells and asks other features about the acts of operators, in the transaction of the act. */
@ApplicationScoped
class ActionNews {

    private final Event<EventCancelling> cancelling;
    private final Event<EventResubmitting> resubmitting;
    private final Event<EventGivenUp> givenUp;
    private final Event<WorkReady> ready;
    private final Event<KeysChanged> keys;

    /** For CDI's proxy. */
    protected ActionNews() {
        this(null, null, null, null, null);
    }

    @Inject
    ActionNews(
            Event<EventCancelling> cancelling,
            Event<EventResubmitting> resubmitting,
            Event<EventGivenUp> givenUp,
            Event<WorkReady> ready,
            Event<KeysChanged> keys) {
        this.cancelling = cancelling;
        this.resubmitting = resubmitting;
        this.givenUp = givenUp;
        this.ready = ready;
        this.keys = keys;
    }

    void cancelling(EventCancelling asked) {
        cancelling.fire(asked);
    }

    void resubmitting(EventResubmitting asked) {
        resubmitting.fire(asked);
    }

    void givenUp(EventGivenUp told) {
        givenUp.fire(told);
    }

    void ready(WorkReady told) {
        ready.fire(told);
    }

    void keysChanged(KeysChanged told) {
        keys.fire(told);
    }
}
