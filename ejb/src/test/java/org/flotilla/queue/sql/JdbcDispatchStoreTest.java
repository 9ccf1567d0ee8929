package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.LegalChanges;
import org.flotilla.queue.Stealing;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.WaitingEvent;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

@DisplayName("W the statements of dispatch")
class JdbcDispatchStoreTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final LegalChanges CHANGES = new LegalChanges(DATABASE);

    private static final NodeId ONE = new NodeId("node-1");
    private static final NodeId TWO = new NodeId("node-2");
    private static final NodeId GONE = new NodeId("node-3");
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final JdbcDispatchStore store = new JdbcDispatchStore(DATABASE.database());
    private final JdbcEventStore events = new JdbcEventStore(DATABASE.database());
    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
    private Incarnation one;
    private Incarnation two;

    @BeforeEach
    void twoNodesAreOnline() throws Exception {
        one = online(ONE);
        two = online(TWO);
    }

    @Nested
    @DisplayName("W3 an idle node takes from an overloaded one")
    class Steal {

        @Test
        @DisplayName("W3 what is due, best first, and says where from; a retry goes back there")
        void due_isTaken() throws Exception {
            EventId low = submit(push().withPriority(1), ONE);
            EventId high = submit(push().withPriority(9), ONE);
            submit(push().withPriority(9).withDueAt(Instant.now().plus(Duration.ofHours(1))), ONE);
            submit(push().withPriority(9), TWO);

            assertThat(steal(two, 1)).extracting(JdbcDispatchStoreTest::id).containsExactly(high);
            assertThat(steal(two, 10)).extracting(JdbcDispatchStoreTest::id).containsExactly(low);

            Event taken = reads.find(high).orElseThrow();
            assertThat(taken.state()).isEqualTo(EventState.RUNNING);
            assertThat(taken.ownerNode()).isEqualTo(TWO);
            assertThat(taken.assignedNode()).isEqualTo(ONE);
            EventChange change = reads.changes(high).get(1);
            assertThat(change.node()).isEqualTo("node-2");
            assertThat(change.incarnation()).isEqualTo(two.value());
            assertThat(change.reason()).isEqualTo("Taken from node-1, which is overloaded");
        }

        @Test
        @DisplayName("Q5, W3 the fence holds the thief as any owner")
        void taken_isFenced() throws Exception {
            EventId id = submit(push(), ONE);
            steal(two, 1);
            assertThat(owns(new Claim(id, two, 1))).isTrue();
            assertThat(owns(new Claim(id, one, 1))).isFalse();
        }

        @Test
        @DisplayName("Q5, W3 a node that was revoked takes nothing")
        void revoked_takesNothing() throws Exception {
            submit(push(), ONE);
            DATABASE.transact(() -> nodes.end(TWO, two, Duration.ZERO, "test"));
            assertThat(steal(two, 1)).isEmpty();
        }

        @Test
        @DisplayName("Q3, W3 what another is claiming is skipped")
        void locked_isSkipped() throws Exception {
            EventId locked = submit(push(), ONE);
            EventId other = submit(push(), ONE);
            whileLocked(
                    locked,
                    () -> assertThat(steal(two, 10))
                            .extracting(JdbcDispatchStoreTest::id)
                            .containsExactly(other));
        }

        @Test
        @DisplayName("W3 nothing is taken where nobody is overloaded")
        void nobodyOverloaded_nothingIsTaken() throws Exception {
            submit(push(), ONE);
            Stealing stealing = new Stealing(List::of, store);
            assertThat(DATABASE.inTransaction(() -> stealing.claim(TWO, two, 10)))
                    .isEmpty();
        }

        @Test
        @DisplayName("W3 where nothing waits for the most loaded node, the next one is looked at")
        void nothingWaitsForTheMostLoaded_theNextIsLookedAt() throws Exception {
            EventId waiting = submit(push(), ONE);
            Stealing stealing = new Stealing(() -> List.of(new NodeId("node-3"), ONE), store);
            assertThat(DATABASE.inTransaction(() -> stealing.claim(TWO, two, 10)))
                    .extracting(JdbcDispatchStoreTest::id)
                    .containsExactly(waiting);
        }

        private List<Claimed> steal(Incarnation incarnation, int limit) throws Exception {
            Stealing stealing = new Stealing(() -> List.of(ONE), store);
            return DATABASE.inTransaction(() -> stealing.claim(TWO, incarnation, limit));
        }

        private boolean owns(Claim claim) throws Exception {
            return DATABASE.inTransaction(() -> events.lockOwned(claim));
        }
    }

    @Nested
    @DisplayName("W5 what waits is dispatched anew")
    class Reassign {

        @Test
        @DisplayName("W5 what waits is read in parts, with what dispatch goes by; what runs is not")
        void waiting_isReadInParts() throws Exception {
            EventId first = submit(
                    push().withAccount("acme").withSite("bank").withAttributes(Map.of("APPLICATION", "payroll")), ONE);
            EventId second = submit(push(), null);
            submit(push().withPriority(9), TWO);
            DATABASE.inTransaction(() -> events.claimAssigned(TWO, two, 1));

            assertThat(store.after(new EventId(0), 1))
                    .containsExactly(new WaitingEvent(
                            first, TaskType.PUSH, "acme", "bank", Map.of("APPLICATION", "payroll"), ONE));
            assertThat(store.after(first, 10))
                    .containsExactly(new WaitingEvent(second, TaskType.PUSH, null, null, Map.of(), null));
        }

        @Test
        @DisplayName("W5 what runs stays where it is")
        void running_stays() throws Exception {
            EventId waiting = submit(push(), ONE);
            EventId running = submit(push().withPriority(9), ONE);
            DATABASE.inTransaction(() -> events.claimAssigned(ONE, one, 1));
            assertThat(assign(TWO, waiting, running)).isEqualTo(1);
            assertThat(assigned(waiting)).isEqualTo(TWO);
            assertThat(assigned(running)).isEqualTo(ONE);
        }

        @Test
        @DisplayName("Q4, W5 nothing is dispatched to a node that is gone")
        void gone_isGivenNothing() throws Exception {
            EventId id = submit(push(), ONE);
            assertThat(assign(GONE, id)).isZero();
            DATABASE.transact(() -> nodes.end(TWO, two, Duration.ZERO, "test"));
            assertThat(assign(TWO, id)).isZero();
        }

        @Test
        @DisplayName("Q3, W5 what another is claiming is left alone")
        void locked_isSkipped() throws Exception {
            EventId locked = submit(push(), ONE);
            EventId other = submit(push(), ONE);
            whileLocked(locked, () -> assertThat(assign(TWO, locked, other)).isEqualTo(1));
            assertThat(assigned(other)).isEqualTo(TWO);
        }

        private int assign(NodeId node, EventId... ids) throws Exception {
            return DATABASE.inTransaction(() -> store.assign(node, List.of(ids)));
        }

        private NodeId assigned(EventId id) {
            return reads.find(id).orElseThrow().assignedNode();
        }
    }

    private void whileLocked(EventId id, Executable work) throws Exception {
        DATABASE.whileHeld(
                "update event set changed_at = changed_at where id = " + id,
                () -> assertTimeoutPreemptively(AT_ONCE, work));
    }

    private static EventId id(Claimed claimed) {
        return claimed.event().id();
    }

    private static EventRequest push() {
        return EventRequest.of(TaskType.PUSH, "push-file", CycleId.next());
    }

    private EventId submit(EventRequest request, NodeId assigned) throws Exception {
        return DATABASE.inTransaction(() -> {
            EventId id = events.nextIds(1).get(0);
            events.insert(id, request, Optional.ofNullable(assigned), ONE);
            return id;
        });
    }

    private Incarnation online(NodeId node) throws Exception {
        return DATABASE.inTransaction(() -> {
            Incarnation incarnation = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(node, "m:" + node, "127.0.0.1", "PROD", "1", 4), incarnation);
            return incarnation;
        });
    }
}
