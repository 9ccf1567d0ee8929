package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.flotilla.cluster.Lease;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.RepeatedFailure;
import org.flotilla.core.sql.RefusedStatement;
import org.flotilla.queue.EventStore.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records ends of runs in batches: what ends while one commit is under way goes into the next. While the database is away
 * it tries again, as long as the lease under which the work was done holds; after that the results are dropped, and the
 * events run again elsewhere. When the database refuses a batch its results are recorded one by one, so that one that cannot
 * be recorded as it is holds up no other.
 *
 * <p>Model ({@code docs/model}) steps FENCE, COMMIT, ANSWER, ANSWER_LOST and DROP, for END and RETRY.
 */
@ApplicationScoped
class Finisher {

    private static final Logger LOG = LoggerFactory.getLogger(Finisher.class);
    private static final int LARGEST_BATCH = 1000;
    private static final long PAUSE_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 1000;

    /**
     * An end that waits to be recorded.
     *
     * @param refused called if the database will not have it, before recorded
     * @param recorded called when there is nothing more to do, whatever came of it
     */
    record Ending(OwnedEvent owned, Outcome outcome, Runnable refused, Runnable recorded) {

        private static final String PLAIN = "What its handler said of the end could not be recorded.";

        Ending plain() {
            Outcome plain = new Outcome(outcome.claim(), outcome.state(), PLAIN, outcome.error(), outcome.retryIn());
            return new Ending(owned, plain, refused, recorded);
        }

        boolean isPlain() {
            return PLAIN.equals(outcome.message());
        }
    }

    private final Claims claims;
    private final Lease lease;
    private final jakarta.enterprise.event.Event<EventEnded> ends;
    private final QueueCounters counters;
    private final jakarta.enterprise.event.Event<KeysChanged> keys;
    private final jakarta.enterprise.event.Event<WaitAgain> waits;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final BlockingQueue<Ending> waiting = new LinkedBlockingQueue<>();

    /** For CDI's proxy. */
    protected Finisher() {
        this(null, null, null, null, null, null);
    }

    @Inject
    Finisher(
            Claims claims,
            Lease lease,
            jakarta.enterprise.event.Event<EventEnded> ends,
            jakarta.enterprise.event.Event<KeysChanged> keys,
            jakarta.enterprise.event.Event<WaitAgain> waits,
            QueueCounters counters) {
        this.claims = claims;
        this.lease = lease;
        this.ends = ends;
        this.keys = keys;
        this.waits = waits;
        this.counters = counters;
    }

    /** Gives up what cannot be recorded now. */
    void stop() {
        stopped.countDown();
    }

    void add(Ending ending) {
        waiting.add(ending);
    }

    /**
     * Records the ends that wait; waits a second for one. Returns when that is done.
     *
     * @param pulse beats at each try
     * @return whether there were any
     */
    boolean recordNext(Pulse pulse) throws InterruptedException {
        Ending first = waiting.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return false;
        }
        List<Ending> batch = new ArrayList<>();
        batch.add(first);
        waiting.drainTo(batch, LARGEST_BATCH - 1);
        try {
            Map<Incarnation, List<Ending>> byIncarnation = batch.stream()
                    .collect(Collectors.groupingBy(ending -> ending.owned().incarnation()));
            for (Map.Entry<Incarnation, List<Ending>> entry : byIncarnation.entrySet()) {
                record(entry.getKey(), entry.getValue(), pulse);
            }
        } finally {
            batch.forEach(ending -> ending.recorded().run());
        }
        return true;
    }

    private void record(Incarnation incarnation, List<Ending> endings, Pulse pulse) throws InterruptedException {
        List<Outcome> outcomes = endings.stream().map(Ending::outcome).toList();
        RepeatedFailure failure = new RepeatedFailure(LOG, "Recording the results of " + outcomes.size() + " events");
        boolean inDoubt = false;
        while (stopped.getCount() > 0) {
            pulse.beat();
            try {
                Set<EventId> recorded =
                        new HashSet<>(claims.finish(endings.get(0).owned().node(), outcomes));
                if (inDoubt) {
                    recorded.addAll(recordedBefore(outcomes, recorded));
                }
                failure.over();
                releaseOthers(endings);
                announce(endings, recorded);
                return;
            } catch (Exception e) { // also what a transaction's end throws undeclared
                inDoubt = true;
                if (!lease.incarnation().filter(incarnation::equals).isPresent()) {
                    LOG.warn(
                            "{} results of incarnation {} are dropped: its lease has ended",
                            outcomes.size(),
                            incarnation);
                    counters.dropped(outcomes.size());
                    return;
                }
                if (RefusedStatement.caused(e)) {
                    recordRefused(incarnation, endings, e, pulse);
                    return;
                }
                failure.failed(e);
                stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void recordRefused(Incarnation incarnation, List<Ending> endings, Exception refusal, Pulse pulse)
            throws InterruptedException {
        Ending first = endings.get(0);
        if (endings.size() > 1) {
            LOG.warn("{} results were refused; recording them one by one", endings.size(), refusal);
            for (Ending ending : endings) {
                record(incarnation, List.of(ending), pulse);
            }
        } else if (!first.isPlain()) {
            LOG.warn(
                    "The end of event {} was refused; recording it without words",
                    first.outcome().id(),
                    refusal);
            record(incarnation, List.of(first.plain()), pulse);
        } else {
            LOG.error(
                    "The end of event {} cannot be recorded; it will run again",
                    first.outcome().id(),
                    refusal);
            first.refused().run();
        }
    }

    /** An end may have been recorded although the answer was lost: then the next try finds nothing that is owned. */
    private List<EventId> recordedBefore(List<Outcome> outcomes, Set<EventId> recorded) {
        List<Outcome> missing = outcomes.stream()
                .filter(outcome -> outcome.state().isFinal() && !recorded.contains(outcome.id()))
                .toList();
        return missing.isEmpty() ? List.of() : claims.ended(missing);
    }

    /** Also those of ends that were not recorded now: an answer may have been lost to an end that was. */
    private void releaseOthers(List<Ending> endings) {
        Set<String> freed = endings.stream()
                .filter(ending -> ending.outcome().state().isFinal())
                .map(ending -> ending.owned().event().orderingKey())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!freed.isEmpty()) {
            tell(() -> keys.fire(new KeysChanged(freed)));
        }
    }

    private void announce(List<Ending> endings, Set<EventId> recorded) {
        counters.ended(recorded.size());
        counters.dropped(endings.size() - recorded.size());
        List<Event> again = new ArrayList<>();
        for (Ending ending : endings) {
            Outcome outcome = ending.outcome();
            if (!recorded.contains(outcome.id())) {
                LOG.info("Event {} was taken from us; its result is dropped", outcome.id());
            } else if (outcome.state().isFinal()) {
                Event ended = ending.owned().event().ended(outcome.state(), outcome.message());
                tell(() -> ends.fire(new EventEnded(ended)));
            } else {
                again.add(ending.owned().event());
            }
        }
        if (!again.isEmpty()) {
            tell(() -> waits.fire(WaitAgain.of(again)));
        }
    }

    /** What was committed stands, whatever those do who hear of it. */
    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.warn("A feature failed when told of the end of events", e);
        }
    }
}
