package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts what this node does with the queue, from its start on. Thread-safe, and cheap enough for every event. */
@ApplicationScoped
public class QueueCounters {

    /** Why a node asks for work. */
    enum Cause {
        WAKE_UP,
        END,
        POLL
    }

    private final LongAdder wakeUpsSent = new LongAdder();
    private final LongAdder wakeUpsReceived = new LongAdder();
    private final LongAdder claimsAfterWakeUp = new LongAdder();
    private final LongAdder claimsAfterEnd = new LongAdder();
    private final LongAdder claimsAfterPoll = new LongAdder();
    private final LongAdder foundByPolling = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder claimed = new LongAdder();
    private final LongAccumulator largestBatch = new LongAccumulator(Math::max, 0);
    private final LongAdder stolen = new LongAdder();
    private final LongAdder givenBack = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    public QueueCounts counts() {
        return new QueueCounts(
                wakeUpsSent.sum(),
                wakeUpsReceived.sum(),
                claimsAfterWakeUp.sum(),
                claimsAfterEnd.sum(),
                claimsAfterPoll.sum(),
                foundByPolling.sum(),
                batches.sum(),
                claimed.sum(),
                largestBatch.get(),
                stolen.sum(),
                givenBack.sum(),
                ended.sum(),
                dropped.sum());
    }

    void wakeUpSent() {
        wakeUpsSent.increment();
    }

    void wakeUpReceived() {
        wakeUpsReceived.increment();
    }

    /** A claim found so many events. */
    void claimed(Cause cause, int events) {
        switch (cause) {
            case WAKE_UP -> claimsAfterWakeUp.increment();
            case END -> claimsAfterEnd.increment();
            case POLL -> claimsAfterPoll.increment();
        }
        if (events > 0) {
            batches.increment();
            claimed.add(events);
            largestBatch.accumulate(events);
            if (cause == Cause.POLL) {
                foundByPolling.increment();
            }
        }
    }

    void stolen(int events) {
        stolen.add(events);
    }

    void givenBack(int events) {
        givenBack.add(events);
    }

    void ended(int runs) {
        ended.add(runs);
    }

    void dropped(int runs) {
        dropped.add(runs);
    }
}
