package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.EventId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Q the queue's statements: work that is taken away or given back")
class TakeoverStatementsTest extends EventStoreFixture {

    @Test
    @DisplayName("Q4 what a revoked incarnation ran is READY for any node")
    void requeued_isReadyForAny() throws Exception {
        EventId id = submit(push(), Optional.of(ONE));
        claim(ONE, one, 1);
        assertThat(requeue(one)).containsExactly(id);
        assertThat(claim(TWO, two, 1)).hasSize(1);
    }

    @Test
    @DisplayName(
            "Q4, Q6 what takes node after node with it does not run beside the same events each time: from the third on they"
                    + " are scattered")
    void takenOverAgainAndAgain_isScattered() throws Exception {
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(submit(push()));
        }
        for (int loss = 1; loss <= 2; loss++) {
            assertThat(claim(ONE, one, 20)).as("at once, at loss %d", loss).hasSize(20);
            requeue(one);
        }
        assertThat(claim(ONE, one, 20)).hasSize(20);
        DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
        assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO))).hasSize(20);

        List<Duration> waits = ids.stream()
                .map(id -> reads.find(id).orElseThrow())
                .map(event -> Duration.between(event.changedAt(), event.dueAt()))
                .toList();
        assertThat(waits)
                .allMatch(wait ->
                        wait.compareTo(Duration.ofMillis(-1)) >= 0 && wait.compareTo(Duration.ofSeconds(8)) <= 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(3)) < 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) > 0);
    }

    @ParameterizedTest(name = "{0} failures after {1} takeovers")
    @CsvSource({"2, 0", "7, 0", "1, 2", "1, 4"})
    @DisplayName("Q4 what has failed, however often, is taken over at once: it was not what ended its node")
    void failedBefore_isTakenOverAtOnce(int failures, int takeoversBefore) throws Exception {
        EventId id = submit(push());
        for (int loss = 1; loss <= takeoversBefore; loss++) {
            claimNow(id);
            requeue(one);
        }
        for (int failure = 1; failure <= failures; failure++) {
            int attempt = claimNow(id);
            finish(new Outcome(new Claim(id, one, attempt), EventState.FAILED, "no route to host", Duration.ZERO));
        }
        claimNow(id);
        requeue(one);
        assertThat(claim(TWO, two, 1)).as("at once").hasSize(1);
        DATABASE.transact(() -> nodes.end(TWO, two, Duration.ZERO, "test"));
        assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(ONE))).containsExactly(id);
        assertThat(claim(ONE, one, 1)).as("at once, when found by the sweep").hasSize(1);
    }

    /** By node ONE, however late it is due; says which attempt it is. */
    private int claimNow(EventId id) throws Exception {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("update event set due_at = changed_at where id = ?", id.value()));
        assertThat(claim(ONE, one, 1)).hasSize(1);
        return reads.find(id).orElseThrow().attempts();
    }

    @Test
    @DisplayName("Q4 a claim that never began is due as before, however often that was so")
    void neverBegun_isNotScattered() throws Exception {
        EventId id = submit(push());
        for (int loss = 1; loss <= 5; loss++) {
            assertThat(claim(ONE, one, 1)).as("at once, at loss %d", loss).hasSize(1);
            assertThat(DATABASE.inTransaction(() -> store.requeueUnbegun(one, Set.of(), ONE, "test")))
                    .containsExactly(id);
        }
    }

    @Test
    @DisplayName("Q4 a node frees what it owns without knowing, and keeps what it has in hand")
    void inHand_isKept() throws Exception {
        EventId known = submit(push());
        EventId unknown = submit(push());
        claim(ONE, one, 2);
        assertThat(DATABASE.inTransaction(() -> store.requeue(one, Set.of(known), ONE, "test")))
                .containsExactly(unknown);
        assertThat(reads.find(known).orElseThrow().ownerIncarnation()).isEqualTo(one);
    }

    @Test
    @DisplayName("Q6 what is given back before it is begun is READY for any node, and was no attempt")
    void givenBack_wasNoAttempt() throws Exception {
        EventId id = submit(push(), Optional.of(ONE));
        claim(ONE, one, 1);
        assertThat(giveBack(new Claim(id, one, 1))).containsExactly(id);
        assertThat(reads.find(id).orElseThrow().attempts()).isZero();
        assertThat(reads.changes(id))
                .extracting(EventChange::to)
                .containsExactly(EventState.READY, EventState.RUNNING, EventState.READY);
        Claimed again = claim(TWO, two, 1).get(0);
        assertThat(again.event().attempts()).isEqualTo(1);
    }

    @Test
    @DisplayName("Q5 a claim that does not hold any more gives nothing back")
    void claimOfAnother_isNotGivenBack() throws Exception {
        EventId id = submit(push());
        claim(ONE, one, 1);
        requeue(one);
        claim(TWO, two, 1);
        assertThat(giveBack(new Claim(id, one, 1))).isEmpty();
        assertThat(reads.find(id).orElseThrow().ownerIncarnation()).isEqualTo(two);
    }

    private List<EventId> giveBack(Claim claim) throws Exception {
        return DATABASE.inTransaction(() -> store.giveBack(List.of(claim), ONE, "test"));
    }

    @Test
    @DisplayName("Q4 the sweep finds a claim that was committed after its owner's end")
    void lateClaim_isFound() throws Exception {
        EventId id = submit(push());
        claim(ONE, one, 1);
        DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
        assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO))).containsExactly(id);
        assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO))).isEmpty();
    }

    @Test
    @DisplayName("Q4 the sweep frees what was dispatched to a node that is gone")
    void assignedToTheGone_isFreed() throws Exception {
        submit(push(), Optional.of(ONE));
        DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
        assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(10))).isEqualTo(1);
        assertThat(claim(TWO, two, 1)).hasSize(1);
    }

    @Test
    @DisplayName("Q4 what was dispatched to it is freed in parts, the best first")
    void manyAssignedToTheGone_areFreedInParts() throws Exception {
        submit(push(), Optional.of(ONE));
        EventId best = submit(push().withPriority(9), Optional.of(ONE));
        EventId second = submit(push().withPriority(8), Optional.of(ONE));
        DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
        assertThat(DATABASE.inTransaction(() -> store.unassign(ONE, 1))).isOne();
        assertThat(claim(TWO, two, 9))
                .extracting(claimed -> claimed.event().id())
                .containsExactly(best);
        assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(1))).isOne();
        assertThat(claim(TWO, two, 9))
                .extracting(claimed -> claimed.event().id())
                .containsExactly(second);
    }

    @Test
    @DisplayName(
            "Q4 a part is so many events, however many nodes are gone: a transaction that frees all of them ends in time")
    void assignedToSeveralOfTheGone_areOnePart() throws Exception {
        for (int i = 0; i < 3; i++) {
            submit(push(), Optional.of(ONE));
            submit(push(), Optional.of(TWO));
        }
        DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
        DATABASE.transact(() -> nodes.end(TWO, two, Duration.ZERO, "test"));

        assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(4))).isEqualTo(4);
        assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(4))).isEqualTo(2);
    }

    @Nested
    @DisplayName("Q4 a node that hangs in a transaction holds up nobody")
    class Locked {

        private static final Duration AT_ONCE = Duration.ofSeconds(5);

        @Test
        @DisplayName("Q4 its other events are taken from it, the locked one when it is free")
        void requeue_skipsTheLocked() throws Exception {
            EventId locked = submit(push());
            EventId other = submit(push());
            claim(ONE, one, 2);
            whileLocked(locked, () -> assertThat(requeue(one)).containsExactly(other));
            assertThat(requeue(one)).containsExactly(locked);
        }

        @Test
        @DisplayName("Q4 so does the sweep")
        void sweep_skipsTheLocked() throws Exception {
            EventId locked = submit(push());
            EventId other = submit(push());
            claim(ONE, one, 2);
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            whileLocked(
                    locked,
                    () -> assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO)))
                            .containsExactly(other));
            assertThat(DATABASE.inTransaction(() -> store.requeueOrphans(TWO))).containsExactly(locked);
        }

        @Test
        @DisplayName("Q4 what was dispatched to it is freed")
        void unassign_skipsTheLocked() throws Exception {
            EventId locked = submit(push(), Optional.of(ONE));
            submit(push(), Optional.of(ONE));
            whileLocked(
                    locked,
                    () -> assertThat(DATABASE.inTransaction(() -> store.unassign(ONE, 10)))
                            .isOne());
            assertThat(DATABASE.inTransaction(() -> store.unassign(ONE, 10))).isOne();
        }

        @Test
        @DisplayName("Q4 so is what was dispatched to one that is gone")
        void unassignOrphans_skipsTheLocked() throws Exception {
            EventId locked = submit(push(), Optional.of(ONE));
            submit(push(), Optional.of(ONE));
            DATABASE.transact(() -> nodes.end(ONE, one, Duration.ZERO, "test"));
            whileLocked(
                    locked,
                    () -> assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(10)))
                            .isOne());
            assertThat(DATABASE.inTransaction(() -> store.unassignOrphans(10))).isOne();
        }

        private void whileLocked(EventId id, Executable work) throws Exception {
            DATABASE.whileHeld(
                    "update event set changed_at = changed_at where id = " + id,
                    () -> assertTimeoutPreemptively(AT_ONCE, work));
        }
    }
}
