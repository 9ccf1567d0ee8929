package org.flotilla.testsuite.simulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.cluster.ClusterPart.Keeping;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore;

/** What is left out of the rules, to see that the simulator finds it. */
enum Defect {
    NONE,
    /** The fence asks only whether the event is RUNNING. */
    NO_FENCE,
    /** The fence takes an earlier claim of the same incarnation for the present one. */
    FENCE_WITHOUT_ATTEMPT,
    /** The lease does not end by itself. */
    ENDLESS_LEASE,
    /** A lease that has ended goes on. */
    REVIVING_LEASE,
    /** Nobody looks for what the transaction that revoked could not see. */
    NO_SWEEP,
    /** A node does not look for claims whose answer was lost. */
    NO_FREE_LOST,
    /** The next event of a key is let go while the one before is under way. */
    TWO_OF_A_KEY,
    /** Of a key the first event is let go that nobody has locked. */
    RELEASE_PASSES_LOCKED,
    /** Nobody looks for keys of which a node could not let the next event go. */
    NO_SWEEP_OF_KEYS,
    /** What was claimed ahead stays in hand, however slow those before it are. */
    NEVER_GIVES_BACK,
    /** What was claimed ahead is given back though another has it by now. */
    GIVE_BACK_WITHOUT_FENCE,
    /** An idle node takes nothing from an overloaded one. */
    NO_STEALING,
    /** What waits stays where it was dispatched to. */
    NO_NEW_DISPATCH;

    Keeping keeping() {
        return switch (this) {
            case ENDLESS_LEASE -> Keeping.ENDLESS;
            case REVIVING_LEASE -> Keeping.REVIVING;
            default -> Keeping.SOUND;
        };
    }

    /** One in which it shows; else what the seed brings. */
    Weather weather(Weather chance) {
        return switch (this) {
            case FENCE_WITHOUT_ATTEMPT ->
                new Weather(0.2, 0, 0, 0, List.of(Weather.Kind.CUT_FROM_DATABASE), 5_000, 0, 0.6);
            case REVIVING_LEASE -> new Weather(0, 0, 0, 0.02, List.of(Weather.Kind.CUT_FROM_DATABASE), 5_000, 0, 0);
            case RELEASE_PASSES_LOCKED ->
                new Weather(0, 0.1, 0, 0.05, List.of(Weather.Kind.CONFIGURE, Weather.Kind.BURST), 2_000, 0, 0.1);
            default -> chance;
        };
    }

    PretendEventStore store(PretendDatabase database) {
        return new Store(database, this);
    }

    private static final class Store extends PretendEventStore {
        private final Defect defect;

        Store(PretendDatabase database, Defect defect) {
            super(database);
            this.defect = defect;
        }

        @Override
        protected boolean holds(Claim claim, Event row) {
            return switch (defect) {
                case NO_FENCE -> row.state() == EventState.RUNNING;
                case FENCE_WITHOUT_ATTEMPT ->
                    row.state() == EventState.RUNNING && claim.incarnation().equals(row.ownerIncarnation());
                default -> super.holds(claim, row);
            };
        }

        @Override
        public List<EventId> requeueUnbegun(Incarnation incarnation, Set<EventId> begun, NodeId by, String reason) {
            return defect == NO_FREE_LOST ? List.of() : super.requeueUnbegun(incarnation, begun, by, reason);
        }

        @Override
        protected boolean mayGiveBack(Claim claim, Event row) {
            return defect == GIVE_BACK_WITHOUT_FENCE
                    ? row.state() == EventState.RUNNING
                    : super.mayGiveBack(claim, row);
        }

        @Override
        public Optional<EventId> holder(String key) {
            return defect == TWO_OF_A_KEY ? Optional.empty() : super.holder(key);
        }

        @Override
        protected Optional<Event> first(String key) {
            return defect == RELEASE_PASSES_LOCKED
                    ? ofKey(key, true).filter(this::isFree).findFirst()
                    : super.first(key);
        }

        @Override
        public List<WaitingKey> waitingKeys(String after, int limit) {
            return defect == NO_SWEEP_OF_KEYS ? List.of() : super.waitingKeys(after, limit);
        }

        @Override
        public List<EventStore.Claimed> claimFrom(NodeId from, NodeId node, Incarnation incarnation, int limit) {
            return defect == NO_STEALING ? List.of() : super.claimFrom(from, node, incarnation, limit);
        }

        @Override
        public int assign(NodeId node, List<EventId> events) {
            return defect == NO_NEW_DISPATCH ? 0 : super.assign(node, events);
        }
    }
}
