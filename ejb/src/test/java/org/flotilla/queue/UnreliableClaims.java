package org.flotilla.queue;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.test.RecordedEvents;

/** The real claims; but an answer gets lost, a commit fails, a call hangs, and a certain word is refused. */
final class UnreliableClaims extends Claims {

    static final String POISON = "poison";
    final AtomicBoolean loseAnswer = new AtomicBoolean();
    volatile boolean outage;
    final AtomicInteger failed = new AtomicInteger();
    volatile CountDownLatch hang;
    volatile boolean hanging;
    final AtomicBoolean loseEndAnswer = new AtomicBoolean();
    final AtomicInteger largestClaim = new AtomicInteger();
    final AtomicInteger claimsByType = new AtomicInteger();
    final AtomicInteger largestFinish = new AtomicInteger();

    /** As many: first those of claims, then of ends. */
    final AtomicInteger commitsToFail = new AtomicInteger();

    UnreliableClaims(EventStore store) {
        super(store, new RecordedEvents<>(), new RecordedEvents<>());
    }

    @Override
    public List<EventStore.Claimed> claim(NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
        failCommitWhile(commitsToFail.get() == 2);
        hangWhileTold();
        failInOutage();
        List<EventStore.Claimed> claimed = transact(() -> super.claim(node, incarnation, limit, anysFirst));
        largestClaim.accumulateAndGet(claimed.size(), Math::max);
        if (!claimed.isEmpty() && loseAnswer.getAndSet(false)) {
            throw new IllegalStateException("The connection broke after the commit");
        }
        return claimed;
    }

    @Override
    public List<EventStore.Claimed> claimOf(
            Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
        claimsByType.incrementAndGet();
        return transact(() -> super.claimOf(ofTypes, node, incarnation, limit, anysFirst));
    }

    @Override
    public void giveBackUnbegun(NodeId node, Collection<Claim> unbegun) {
        ProcessorFixture.DATABASE.transact(() -> super.giveBackUnbegun(node, unbegun));
    }

    @Override
    public int freeLost(NodeId node, Incarnation incarnation, Set<EventId> inHand) {
        return transact(() -> super.freeLost(node, incarnation, inHand));
    }

    @Override
    public int freeEnded(NodeId node, Incarnation incarnation, Set<EventId> inHand) {
        return transact(() -> super.freeEnded(node, incarnation, inHand));
    }

    @Override
    public List<EventId> finish(NodeId node, Collection<EventStore.Outcome> outcomes) {
        if (outcomes.stream().anyMatch(outcome -> POISON.equals(outcome.message()))) {
            throw new IllegalStateException(new SQLException("unsupported Unicode escape sequence", "22P05"));
        }
        failCommitWhile(commitsToFail.get() == 1);
        largestFinish.accumulateAndGet(outcomes.size(), Math::max);
        List<EventId> finished = transact(() -> super.finish(node, outcomes));
        if (loseEndAnswer.getAndSet(false)) {
            throw new IllegalStateException("The connection broke after the commit");
        }
        return finished;
    }

    @Override
    public List<EventId> ended(Collection<EventStore.Outcome> outcomes) {
        return transact(() -> super.ended(outcomes));
    }

    private void failInOutage() {
        if (outage) {
            failed.incrementAndGet();
            throw new IllegalStateException("The database is away");
        }
    }

    private void hangWhileTold() {
        CountDownLatch latch = hang;
        if (latch != null) {
            hanging = true;
            ProcessorFixture.waitFor(latch);
        }
    }

    /** As the server's transaction interceptor does it. */
    private void failCommitWhile(boolean failing) {
        if (failing) {
            commitsToFail.decrementAndGet();
            ProcessorFixture.<RuntimeException>throwUndeclared(new RollbackException("Could not commit"));
        }
    }

    private <T> T transact(Callable<T> work) {
        try {
            return ProcessorFixture.DATABASE.inTransaction(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
