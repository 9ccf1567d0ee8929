package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.ConstraintViolation;
import org.flotilla.core.sql.Dialect;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.LegalChanges;
import org.flotilla.queue.ReleaseStore.Released;
import org.flotilla.queue.ReleaseStore.WaitingKey;
import org.flotilla.queue.TaskType;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@DisplayName("Q7 events of one ordering key run one after the other, in order")
class JdbcReleaseStoreTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @RegisterExtension
    static final LegalChanges CHANGES = new LegalChanges(DATABASE);

    private static final NodeId ONE = new NodeId("node-1");
    private static final NodeId TWO = new NodeId("node-2");
    private static final String KEY = "acme/orders";
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final JdbcEventStore events = new JdbcEventStore(DATABASE.database());
    private final JdbcReleaseStore store = new JdbcReleaseStore(DATABASE.database());
    private final JdbcActionStore actions = new JdbcActionStore(DATABASE.database());
    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final JdbcNodeStore nodes = new JdbcNodeStore(DATABASE.database());
    private Incarnation one;

    @BeforeEach
    void nodesAreOnline() throws Exception {
        one = online(ONE);
        online(TWO);
    }

    @Test
    @DisplayName("Q7 what is ordered is not claimed before its turn, and has its turn when the one before has ended")
    void ordered_runsOneAfterTheOther() throws Exception {
        EventId first = submit(KEY);
        EventId second = submit(KEY);
        assertThat(claim()).isEmpty();
        assertThat(blockedBy(first)).isEqualTo(BlockedBy.KEY);
        assertThat(store.holder(KEY)).isEmpty();

        assertThat(release(KEY)).containsExactly(first);
        assertThat(store.holder(KEY)).contains(first);
        assertThat(release(KEY)).isEmpty();
        assertThat(claim()).containsExactly(first);
        assertThat(release(KEY)).isEmpty();

        end(first, EventState.DONE);
        assertThat(release(KEY)).containsExactly(second);
        assertThat(claim()).containsExactly(second);
        Event ended = reads.find(first).orElseThrow();
        assertThat(ended.orderingKey()).isEqualTo(KEY);
        assertThat(ended.blockedBy()).isEqualTo(BlockedBy.NOTHING);
    }

    @Test
    @DisplayName("Q7 keys do not wait for each other, and what has none waits for nothing")
    void keys_areIndependent() throws Exception {
        EventId plain = submit(null);
        assertThat(claim()).containsExactly(plain);
        EventId a = submit("a");
        submit("a");
        EventId b = submit("b");
        assertThat(release("b", "a", "none", "a")).containsExactlyInAnyOrder(a, b);
    }

    @Test
    @DisplayName("Q7 a key is as it is written")
    void key_isAsWritten() throws Exception {
        EventId lower = submit("k");
        EventId upper = submit("K");
        assertThat(release("k", "K")).containsExactlyInAnyOrder(lower, upper);
    }

    @ParameterizedTest
    @EnumSource(
            value = EventState.class,
            names = {"FAILED", "SUSPENDED", "READY"})
    @DisplayName("Q7 one that waits for a retry, is suspended, or was taken over keeps its key: order is kept")
    void unfinished_keepsItsKey(EventState state) throws Exception {
        EventId first = submit(KEY);
        submit(KEY);
        release(KEY);
        switch (state) {
            case SUSPENDED -> act(EventAction.SUSPEND, first);
            case FAILED -> {
                claim();
                end(first, EventState.FAILED);
            }
            default -> {
                claim();
                DATABASE.inTransaction(() -> events.requeue(one, Set.of(), TWO, "test"));
            }
        }
        assertThat(reads.find(first).orElseThrow().state()).isEqualTo(state);
        assertThat(release(KEY)).isEmpty();
        assertThat(store.holder(KEY)).contains(first);
    }

    @ParameterizedTest
    @EnumSource(
            value = EventState.class,
            names = {"DONE", "DEAD", "CANCELLED"})
    @DisplayName("Q7 one that has ended, however, frees its key")
    void ended_freesItsKey(EventState state) throws Exception {
        EventId first = submit(KEY);
        EventId second = submit(KEY);
        release(KEY);
        claim();
        if (state == EventState.CANCELLED) {
            act(EventAction.CANCEL, first);
        } else {
            end(first, state);
        }
        assertThat(release(KEY)).containsExactly(second);
    }

    @Test
    @DisplayName("Q7, Q8 one that is suspended before its turn has its turn all the same, and holds up the others then")
    void suspendedBeforeItsTurn_keepsTheOrder() throws Exception {
        EventId first = submit(KEY);
        submit(KEY);
        act(EventAction.SUSPEND, first);
        assertThat(release(KEY)).containsExactly(first);
        assertThat(release(KEY)).isEmpty();
        assertThat(claim()).isEmpty();
        act(EventAction.RESUME, first);
        assertThat(claim()).containsExactly(first);
    }

    @Test
    @DisplayName("Q8 one that is cancelled before its turn is left out")
    void cancelledBeforeItsTurn_isLeftOut() throws Exception {
        EventId first = submit(KEY);
        EventId second = submit(KEY);
        act(EventAction.CANCEL, first);
        assertThat(release(KEY)).containsExactly(second);
    }

    @Test
    @DisplayName("Q4 one whose node has gone while it waited is for any node; else it keeps its node")
    void nodeThatIsGone_isForgotten() throws Exception {
        submit("a", ONE);
        submit("b", TWO);
        DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
        assertThat(DATABASE.inTransaction(() -> events.unassign(ONE, 10)))
                .as("what waits costs the takeover nothing")
                .isZero();
        assertThat(DATABASE.inTransaction(() -> store.release(Set.of("a", "b"))))
                .extracting(Released::node)
                .containsExactlyInAnyOrder(null, TWO);
    }

    @Test
    @DisplayName("Q7 two of a key cannot both be let go, whatever a program does: the database holds it")
    void secondOfAKey_isRefusedByTheDatabase() throws Exception {
        submit(KEY);
        EventId second = submit(KEY);
        release(KEY);
        assertThatThrownBy(() -> DATABASE.jdbi()
                        .useHandle(handle ->
                                handle.execute("update event set blocked_by = 'NOTHING' where id = " + second)))
                .matches(ConstraintViolation::caused);
        assertThatThrownBy(() -> DATABASE.jdbi()
                        .useHandle(
                                handle -> handle.execute("update event set blocked_by = 'SITE' where id = " + second)))
                .matches(ConstraintViolation::caused);
    }

    @Nested
    class Races {

        @Test
        @DisplayName("Q7 a submission while the one before ends: the end is committed last, and finds it")
        void endIsLast_findsTheSubmission() throws Exception {
            EventId first = running();
            EventId second = DATABASE.inTransaction(() -> {
                events.finish(List.of(outcome(first)));
                return elsewhere(() -> {
                    EventId submitted = submit(KEY);
                    assertThat(release(KEY)).isEmpty();
                    return submitted;
                });
            });
            assertThat(release(KEY)).containsExactly(second);
        }

        @Test
        @DisplayName(
                "Q7 a submission while the one before ends: the submission is committed last, and finds the key free")
        void submissionIsLast_findsTheEnd() throws Exception {
            EventId first = running();
            EventId second = DATABASE.inTransaction(() -> {
                EventId submitted = insert(KEY, null);
                elsewhere(() -> {
                    end(first, EventState.DONE);
                    assertThat(release(KEY)).isEmpty();
                    return null;
                });
                return submitted;
            });
            assertThat(release(KEY)).containsExactly(second);
        }

        @Test
        @DisplayName("Q7 of many that release at once, each key lets one go")
        void manyReleasers_letOneGo() throws Exception {
            List<String> keys =
                    IntStream.range(0, 50).mapToObj(number -> "key-" + number).toList();
            for (String key : keys) {
                submit(key);
                submit(key);
            }
            CyclicBarrier start = new CyclicBarrier(4);
            List<Integer> released = JdbcEventStoreTest.inParallel(4, () -> {
                start.await(20, TimeUnit.SECONDS);
                return release(keys.toArray(String[]::new)).size();
            });
            assertThat(released.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
            assertThat(claim()).hasSize(50);
        }

        @Test
        @DisplayName(
                "Q7 an earlier event that is committed late does not run beside the later one that is let go just now")
        void committedLate_waits() throws Exception {
            assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "looks at PostgreSQL's locks");
            EventId early = nextId();
            EventId late = submit(KEY);
            CompletableFuture<List<EventId>> other = DATABASE.inTransaction(() -> {
                assertThat(release(KEY)).containsExactly(late);
                elsewhere(() -> {
                    DATABASE.transact(() -> events.insert(early, request(KEY), Optional.empty(), ONE));
                    return null;
                });
                CompletableFuture<List<EventId>> releasing = CompletableFuture.supplyAsync(() -> released(KEY));
                await("the other waits for our commit").until(() -> elsewhere(Races::waiting) > 0);
                return releasing;
            });
            assertThatThrownBy(() -> other.get(20, TimeUnit.SECONDS)).matches(ConstraintViolation::caused);
            assertThat(claim()).containsExactly(late);
            end(late, EventState.DONE);
            assertThat(release(KEY)).containsExactly(early);
        }

        private static int waiting() {
            return DATABASE.jdbi()
                    .withHandle(handle -> handle.createQuery("select count(*) from pg_locks where not granted")
                            .mapTo(Integer.class)
                            .one());
        }

        private List<EventId> released(String key) {
            try {
                return release(key);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        @DisplayName("Q3 who holds the next event in a transaction holds up nobody, and nobody overtakes it")
        void locked_isNeitherWaitedForNorOvertaken() throws Exception {
            EventId first = submit(KEY);
            submit(KEY);
            EventId other = submit("other");
            DATABASE.whileHeld(
                    "update event set changed_at = changed_at where id = " + first,
                    () -> assertTimeoutPreemptively(
                            AT_ONCE, () -> assertThat(release(KEY, "other")).containsExactly(other)));
            assertThat(release(KEY)).containsExactly(first);
        }

        private EventId running() throws Exception {
            EventId first = submit(KEY);
            release(KEY);
            assertThat(claim()).containsExactly(first);
            return first;
        }
    }

    @Test
    @DisplayName("Q7 the sweep is told of each key once, with whether it is held, in parts")
    void waitingKeys_areOnceInParts() throws Exception {
        for (String key : List.of("b", "a", "c", "a", "a")) {
            submit(key);
        }
        submit(null);
        release("a");
        assertThat(store.waitingKeys("", 2)).containsExactly(new WaitingKey("a", true), new WaitingKey("b", false));
        assertThat(store.waitingKeys("b", 2)).containsExactly(new WaitingKey("c", false));
        assertThat(store.waitingKeys("c", 2)).isEmpty();
    }

    private List<EventId> release(String... keys) throws Exception {
        return DATABASE.inTransaction(() -> store.release(List.of(keys))).stream()
                .map(Released::event)
                .toList();
    }

    private BlockedBy blockedBy(EventId id) {
        return reads.find(id).orElseThrow().blockedBy();
    }

    private void act(EventAction action, EventId id) throws Exception {
        DATABASE.transact(() -> actions.apply(
                ActionRequest.of(action, "olga"), List.of(actions.lock(id).orElseThrow()), ONE));
    }

    private static EventRequest request(String key) {
        return EventRequest.of(TaskType.PUSH, "push-file", CycleId.next()).withOrderingKey(key);
    }

    private EventId submit(String key) throws Exception {
        return submit(key, null);
    }

    private EventId submit(String key, NodeId assigned) throws Exception {
        return DATABASE.inTransaction(() -> insert(key, assigned));
    }

    private EventId insert(String key, NodeId assigned) {
        EventId id = nextId();
        events.insert(id, request(key), Optional.ofNullable(assigned), ONE);
        return id;
    }

    private EventId nextId() {
        return events.nextIds(1).get(0);
    }

    private List<EventId> claim() throws Exception {
        return DATABASE.inTransaction(() -> {
            List<EventId> claimed = new ArrayList<>();
            events.claimAssigned(ONE, one, 100)
                    .forEach(each -> claimed.add(each.event().id()));
            events.claimUnassigned(ONE, one, 100)
                    .forEach(each -> claimed.add(each.event().id()));
            return claimed;
        });
    }

    private Outcome outcome(EventId id) {
        return new Outcome(new Claim(id, one, 1), EventState.DONE, "fine", null);
    }

    private void end(EventId id, EventState state) throws Exception {
        Duration retry = state == EventState.FAILED ? Duration.ZERO : null;
        assertThat(DATABASE.inTransaction(
                        () -> events.finish(List.of(new Outcome(new Claim(id, one, 1), state, "test", retry)))))
                .containsExactly(id);
    }

    /** On another connection, in transactions of its own. */
    private static <T> T elsewhere(Callable<T> work) throws Exception {
        return JdbcEventStoreTest.inParallel(1, work).get(0);
    }

    private Incarnation online(NodeId node) throws Exception {
        return DATABASE.inTransaction(() -> {
            Incarnation incarnation = nodes.nextIncarnation();
            nodes.putOnline(new Candidate(node, "m:" + node, "127.0.0.1", "PROD", "1", 4), incarnation);
            return incarnation;
        });
    }
}
