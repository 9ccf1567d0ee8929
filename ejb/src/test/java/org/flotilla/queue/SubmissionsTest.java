package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.CycleId;
import org.flotilla.core.NodeId;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestNodes;
import org.flotilla.test.TestSites;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Q1, Q9 what is submitted is told to those who run it")
class SubmissionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final NodeId NODE = new NodeId("node-1");
    private static final EventRequest PUSH = EventRequest.of(TaskType.PUSH, "push-file", CycleId.next());

    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final RecordedEvents<WorkReady> ready = new RecordedEvents<>();
    private final RecordedEvents<KeysChanged> keysChanged = new RecordedEvents<>();

    @Test
    @DisplayName("Q9 the node that an event is dispatched to is woken; nobody is asked about ordering keys")
    void plain_wakesItsNode() throws Exception {
        submit(Optional.of(NODE), PUSH, PUSH);
        assertThat(ready.seen()).containsExactly(new WorkReady(Set.of(NODE)));
        assertThat(keysChanged.seen()).isEmpty();
    }

    @Test
    @DisplayName("Q9 all are woken if one may run anywhere")
    void unassigned_wakesAll() throws Exception {
        submit(Optional.empty(), PUSH);
        assertThat(ready.seen()).containsExactly(new WorkReady(Set.of()));
    }

    @Test
    @DisplayName("Q7 an ordered event wakes nobody before it is its turn; its key is told, once")
    void ordered_tellsItsKey() throws Exception {
        List<Submitted> submitted = submit(
                Optional.of(NODE),
                PUSH.withOrderingKey("k").withIdempotencyKey("one"),
                PUSH.withOrderingKey("k"),
                PUSH.withOrderingKey("l"));
        assertThat(ready.seen()).isEmpty();
        assertThat(keysChanged.seen()).containsExactly(new KeysChanged(Set.of("k", "l")));
        Event first = reads.find(submitted.get(0).id()).orElseThrow();
        assertThat(first.orderingKey()).isEqualTo("k");
        assertThat(first.blockedBy()).isEqualTo(BlockedBy.KEY);
        assertThat(first.assignedNode()).isEqualTo(NODE);
        assertThat(reads.changes(first.id()))
                .extracting(EventChange::reason)
                .allMatch(reason -> reason.contains("'k'"));
    }

    @Test
    @DisplayName("Q7 what was submitted before is told to nobody")
    void known_tellsNothing() throws Exception {
        EventRequest once = PUSH.withOrderingKey("k").withIdempotencyKey("once");
        submit(Optional.empty(), once);
        submit(Optional.empty(), once);
        assertThat(keysChanged.seen()).hasSize(1);
    }

    @Test
    @DisplayName("Q2 the history says which node accepted an event, whichever it is dispatched to")
    void history_namesTheAcceptingNode() throws Exception {
        Submitted submitted = submit(Optional.of(NODE), PUSH).get(0);
        assertThat(reads.changes(submitted.id()))
                .extracting(EventChange::to, EventChange::node)
                .containsExactly(tuple(EventState.READY, "accepting"));
    }

    private List<Submitted> submit(Optional<NodeId> node, EventRequest... requests) throws Exception {
        Submissions submissions = new Submissions(
                new JdbcEventStore(DATABASE.database()),
                event -> node,
                TestNodes.alone("accepting"),
                new RetryPolicies(new SetParameters(), new TestSites()),
                ready,
                keysChanged);
        return DATABASE.inTransaction(() -> submissions.submitAll(List.of(requests)));
    }
}
