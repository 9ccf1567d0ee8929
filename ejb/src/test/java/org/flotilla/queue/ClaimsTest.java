package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Q2 the ends of events")
class ClaimsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final LegalChanges CHANGES = new LegalChanges(DATABASE);

    private static final NodeId NODE = new NodeId("node-1");
    private static final Incarnation OTHER = new Incarnation(1_000_000);

    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final RecordedEvents<EventGivenUp> givenUp = new RecordedEvents<>();
    private final Claims claims = new Claims(new JdbcEventStore(DATABASE.database()), new RecordedEvents<>(), givenUp);

    @Test
    @DisplayName("Q2 features are told of an event that is given up, and of no other")
    void dead_isTold() throws Exception {
        Incarnation incarnation = online();
        EventId dead = submit();
        EventId done = submit();
        EventId retried = submit();
        DATABASE.inTransaction(() -> claims.claim(NODE, incarnation, 10, false));
        List<Outcome> outcomes = List.of(
                new Outcome(claim(dead, incarnation), EventState.DEAD, "why", null),
                new Outcome(claim(done, incarnation), EventState.DONE, "fine", null),
                new Outcome(claim(retried, incarnation), EventState.FAILED, "later", Duration.ofSeconds(1)));

        DATABASE.inTransaction(() ->
                claims.finish(NODE, List.of(new Outcome(claim(dead, OTHER), EventState.DEAD, "why", null))));
        assertThat(givenUp.seen()).isEmpty();

        DATABASE.inTransaction(() -> claims.finish(NODE, outcomes));
        assertThat(givenUp.seen()).containsExactly(new EventGivenUp(dead, NODE, "why"));
    }

    @Test
    @DisplayName(
            "Q6 a claim whose answer, or whose gate's answer, was lost is no attempt, however often; one that ran is")
    void lost_isNoAttempt() throws Exception {
        Incarnation incarnation = online();
        EventId id = submit();
        for (int i = 0; i < EventRequest.USUAL_ATTEMPTS + 1; i++) {
            DATABASE.inTransaction(() -> claims.claim(NODE, incarnation, 1, false));
            assertThat(DATABASE.inTransaction(() -> claims.freeLost(NODE, incarnation, Set.of())))
                    .isEqualTo(1);
        }
        assertThat(attemptsLeft(id)).isEqualTo(EventRequest.USUAL_ATTEMPTS);
        assertThat(reads.find(id).orElseThrow().attempts())
                .as("the number of a claim is never used again")
                .isEqualTo(EventRequest.USUAL_ATTEMPTS + 1);

        DATABASE.inTransaction(() -> claims.claim(NODE, incarnation, 1, false));
        DATABASE.inTransaction(() -> claims.freeEnded(NODE, incarnation, Set.of()));
        assertThat(attemptsLeft(id)).isEqualTo(EventRequest.USUAL_ATTEMPTS - 1);
    }

    @Test
    @DisplayName("Q4, Q7 what any node may take does not wait for the end of a node's own, when its turn is first")
    void anysFirst_leaveTheRoomThatIsLeft() throws Exception {
        Incarnation incarnation = online();
        submit(Optional.of(NODE));
        submit(Optional.of(NODE));
        EventId anys = submit();

        assertThat(claimed(incarnation, 1, true)).containsExactly(anys);
        assertThat(DATABASE.inTransaction(() -> claims.freeLost(NODE, incarnation, Set.of())))
                .isEqualTo(1);
        assertThat(claimed(incarnation, 1, false)).doesNotContain(anys);
        assertThat(claimed(incarnation, 5, true)).hasSize(2).contains(anys);
    }

    @Test
    @DisplayName("Q4, W4 so it is while some types are full, within what is left for each")
    void anysFirstOfTypes_leaveTheRoomThatIsLeft() throws Exception {
        Incarnation incarnation = online();
        submit(Optional.of(NODE));
        EventId anys = submit();
        Map<TaskType, Integer> one = Map.of(TaskType.PUSH, 1);

        assertThat(DATABASE.inTransaction(() -> claims.claimOf(one, NODE, incarnation, 5, true)))
                .extracting(claimed -> claimed.event().id())
                .containsExactly(anys);
    }

    private List<EventId> claimed(Incarnation incarnation, int limit, boolean anysFirst) throws Exception {
        return DATABASE.inTransaction(() -> claims.claim(NODE, incarnation, limit, anysFirst)).stream()
                .map(claimed -> claimed.event().id())
                .toList();
    }

    private int attemptsLeft(EventId id) {
        Event event = reads.find(id).orElseThrow();
        return event.maxAttempts() - event.attempts();
    }

    private static Claim claim(EventId id, Incarnation incarnation) {
        return new Claim(id, incarnation, 1);
    }

    private static EventId submit() throws Exception {
        return submit(Optional.empty());
    }

    private static EventId submit(Optional<NodeId> assigned) throws Exception {
        JdbcEventStore store = new JdbcEventStore(DATABASE.database());
        EventRequest request = EventRequest.of(TaskType.PUSH, "test", CycleId.next());
        return DATABASE.inTransaction(() -> {
            EventId id = store.nextIds(1).get(0);
            store.insert(id, request, assigned, NODE);
            return id;
        });
    }

    private static Incarnation online() throws Exception {
        JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
        return DATABASE.inTransaction(() -> {
            Incarnation incarnation = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(NODE, "m:node-1", "127.0.0.1", "PROD", "1", 4), incarnation);
            return incarnation;
        });
    }
}
