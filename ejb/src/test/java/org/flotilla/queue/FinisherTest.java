package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q7 the ends of events of an ordering key")
class FinisherTest {

    private static final NodeId NODE = new NodeId("node-1");
    private static final Incarnation LIFE = new Incarnation(1);

    private final List<String> told = new ArrayList<>();
    private final Recording claims = new Recording();
    private final RecordedEvents<EventEnded> ends = new RecordedEvents<>();
    private final RecordedEvents<KeysChanged> keys = new RecordedEvents<>();
    private final RecordedEvents<WaitAgain> waits = new RecordedEvents<>();
    private final Finisher finisher =
            new Finisher(claims, TestLease.held(LIFE.value()), ends, keys, waits, new QueueCounters());

    @Test
    @DisplayName("Q7 keys of what has ended are told after the commit; not those of what will be tried again")
    void ended_tellsItsKey() throws Exception {
        add(1, "done", EventState.DONE);
        add(2, "dead", EventState.DEAD);
        add(3, "failed", EventState.FAILED);
        add(4, null, EventState.DONE);
        claims.onFinish = () -> assertThat(keys.seen()).isEmpty();
        finisher.recordNext(new Pulse("a test", new NodeClock()));
        assertThat(keys.seen()).containsExactly(new KeysChanged(Set.of("done", "dead")));
        assertThat(ends.seen()).hasSize(3);
    }

    @Test
    @DisplayName(
            "W5 what will be tried again is told after the commit, to be dispatched by what holds then; nothing else is")
    void failed_waitsAgain() throws Exception {
        add(1, null, EventState.DONE);
        add(2, null, EventState.FAILED);
        claims.onFinish = () -> assertThat(waits.seen()).isEmpty();
        finisher.recordNext(new Pulse("a test", new NodeClock()));
        assertThat(waits.seen())
                .flatExtracting(WaitAgain::events)
                .extracting(event -> event.id().value())
                .containsExactly(2L);
        claims.onFinish = () -> {};
        add(3, null, EventState.DONE);
        finisher.recordNext(new Pulse("a test", new NodeClock()));
        assertThat(waits.seen()).hasSize(1);
    }

    @Test
    @DisplayName("Q7 events without a key cost nothing more")
    void unordered_tellsNothing() throws Exception {
        add(1, null, EventState.DONE);
        finisher.recordNext(new Pulse("a test", new NodeClock()));
        assertThat(keys.seen()).isEmpty();
    }

    @Test
    @DisplayName("Q7 an end that was committed, but never answered, frees its key all the same")
    void answerLost_tellsTheKey() throws Exception {
        claims.loseAnswer = true;
        add(1, "k", EventState.DONE);
        finisher.recordNext(new Pulse("a test", new NodeClock()));
        assertThat(claims.calls).isEqualTo(2);
        assertThat(keys.seen()).containsExactly(new KeysChanged(Set.of("k")));
    }

    @Test
    @DisplayName("Q6 who has an end that the database will not have in any form is told so, before its release")
    void refusedEnd_isTold() throws Exception {
        claims.onFinish = () -> {
            throw new IllegalStateException(new SQLException("a check", "23514"));
        };
        add(1, null, EventState.DONE);
        finisher.recordNext(new Pulse("a test", new NodeClock()));
        assertThat(told).containsExactly("refused", "recorded");
    }

    @Test
    @DisplayName("Q6 of an end that is recorded nobody is told that it was refused")
    void recordedEnd_isNotRefused() throws Exception {
        add(1, null, EventState.DONE);
        finisher.recordNext(new Pulse("a test", new NodeClock()));
        assertThat(told).containsExactly("recorded");
    }

    private void add(long id, String key, EventState end) {
        Event event = new Event(
                new EventId(id),
                new CycleId("cycle"),
                TaskType.PUSH,
                "test",
                null,
                null,
                key,
                Map.of(),
                EventState.RUNNING,
                BlockedBy.NOTHING,
                5,
                Instant.EPOCH,
                null,
                NODE,
                LIFE,
                1,
                8,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
        OwnedEvent owned = new ClaimedEvent(event, NODE, LIFE, claim -> {});
        Duration retry = end == EventState.FAILED ? Duration.ZERO : null;
        Outcome outcome = new Outcome(owned.claim(), end, "test", retry);
        finisher.add(new Finisher.Ending(owned, outcome, () -> told.add("refused"), () -> told.add("recorded")));
    }

    /** Ends each event once. */
    private static final class Recording extends Claims {
        Runnable onFinish = () -> {};
        boolean loseAnswer;
        int calls;

        @Override
        public List<EventId> finish(NodeId node, Collection<Outcome> outcomes) {
            calls++;
            onFinish.run();
            if (loseAnswer && calls == 1) {
                throw new IllegalStateException("The connection broke after the commit");
            }
            return loseAnswer ? List.of() : outcomes.stream().map(Outcome::id).toList();
        }

        @Override
        public List<EventId> ended(Collection<Outcome> outcomes) {
            return outcomes.stream().map(Outcome::id).toList();
        }
    }
}
