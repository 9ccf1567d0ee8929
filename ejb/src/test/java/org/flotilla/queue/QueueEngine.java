package org.flotilla.queue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.config.Parameters;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.sql.JdbcDispatchStore;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.test.Given;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.flotilla.test.TestSites;
import org.flotilla.test.UnheardEvents;

/**
 * The queue of one node without a server: the product's own classes, put together by hand, for benchmarks. The node is
 * ONLINE, its lease never ends, and nobody observes what happens. The container's transactions are the caller's.
 */
public final class QueueEngine implements AutoCloseable {

    /** Runs work in one transaction of the database's source, as the container would. */
    public interface Transactions {
        <T> T run(Callable<T> work);
    }

    private final EventProcessor processor;

    /** Joins as the node and starts to work. */
    public QueueEngine(
            Database database, Transactions transactions, NodeId node, Parameters parameters, EventHandler handler) {
        TestLease lease =
                TestLease.held(online(database, transactions, node, parameters).value());
        Claims claims = new Transacted(new JdbcEventStore(database), transactions);
        QueueCounters counters = new QueueCounters();
        processor = new EventProcessor(
                new ClaimEvents(
                        claims,
                        new Stealing(List::of, new JdbcDispatchStore(database)),
                        claim -> {},
                        TestNodes.alone(node.name()),
                        new NodeClock(),
                        counters),
                new EventRunner(new Given<>(List.of(handler)), new RetryPolicies(parameters, new TestSites())),
                new Finisher(
                        claims, lease, new UnheardEvents<>(), new UnheardEvents<>(), new UnheardEvents<>(), counters),
                lease,
                parameters,
                new NodeClock(),
                counters);
        processor.start(Thread::new);
    }

    private static Incarnation online(
            Database database, Transactions transactions, NodeId node, Parameters parameters) {
        JdbcNodeStore nodes = new JdbcNodeStore(database);
        return transactions.run(() -> {
            Incarnation incarnation = nodes.nextIncarnation();
            int slots = parameters.get(QueueParameters.SLOTS);
            nodes.putOnline(new Candidate(node, "m:" + node, "127.0.0.1", "PROD", "1", slots), incarnation);
            return incarnation;
        });
    }

    @Override
    public void close() {
        processor.stop();
    }

    /** What {@code @Transactional} does in the server. */
    private static final class Transacted extends Claims {
        private final Transactions transactions;

        Transacted(EventStore store, Transactions transactions) {
            super(store, new UnheardEvents<>(), new UnheardEvents<>());
            this.transactions = transactions;
        }

        @Override
        public List<EventStore.Claimed> claim(NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
            return transactions.run(() -> super.claim(node, incarnation, limit, anysFirst));
        }

        @Override
        public List<EventStore.Claimed> claimOf(
                Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
            return transactions.run(() -> super.claimOf(ofTypes, node, incarnation, limit, anysFirst));
        }

        @Override
        public List<EventId> finish(NodeId node, Collection<EventStore.Outcome> outcomes) {
            return transactions.run(() -> super.finish(node, outcomes));
        }

        @Override
        public List<EventId> ended(Collection<EventStore.Outcome> outcomes) {
            return transactions.run(() -> super.ended(outcomes));
        }

        @Override
        public void giveBackUnbegun(NodeId node, Collection<Claim> unbegun) {
            transactions.run(() -> {
                super.giveBackUnbegun(node, unbegun);
                return null;
            });
        }

        @Override
        public int freeLost(NodeId node, Incarnation incarnation, Set<EventId> begun) {
            return transactions.run(() -> super.freeLost(node, incarnation, begun));
        }

        @Override
        public int freeEnded(NodeId node, Incarnation incarnation, Set<EventId> inHand) {
            return transactions.run(() -> super.freeEnded(node, incarnation, inHand));
        }
    }
}
