package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.QueuePart;

/** The pretend stores of the queue, with a defect; sound ones, if there is none. */
final class DefectiveStores {

    private DefectiveStores() {}

    static QueuePart.Stores of(PretendDatabase database, NodeId self, Defect defect) {
        Events events = new Events(database, defect);
        PretendActionStore acts = new PretendActionStore(database);
        return new QueuePart.Stores(
                events,
                new Keys(database, defect),
                new Dispatch(database, events, defect),
                acts,
                acts,
                new Gates(database, self, defect));
    }

    private static final class Events extends PretendEventStore {
        private final Defect defect;

        Events(PretendDatabase database, Defect defect) {
            super(database);
            this.defect = defect;
        }

        @Override
        boolean holds(Claim claim, Event row) {
            return switch (defect) {
                case NO_FENCE -> row.state() == EventState.RUNNING;
                case FENCE_WITHOUT_ATTEMPT ->
                    row.state() == EventState.RUNNING && claim.incarnation().equals(row.ownerIncarnation());
                default -> super.holds(claim, row);
            };
        }

        @Override
        public List<EventId> requeueUnbegun(Incarnation incarnation, Set<EventId> begun, NodeId by, String reason) {
            return defect == Defect.NO_FREE_LOST ? List.of() : super.requeueUnbegun(incarnation, begun, by, reason);
        }

        @Override
        protected boolean mayGiveBack(Claim claim, Event row) {
            return defect == Defect.GIVE_BACK_WITHOUT_FENCE
                    ? row.state() == EventState.RUNNING
                    : super.mayGiveBack(claim, row);
        }
    }

    private static final class Keys extends PretendKeyStore {
        private final Defect defect;

        Keys(PretendDatabase database, Defect defect) {
            super(database);
            this.defect = defect;
        }

        @Override
        public Optional<EventId> holder(String key) {
            return defect == Defect.TWO_OF_A_KEY ? Optional.empty() : super.holder(key);
        }

        @Override
        protected Optional<Event> first(String key) {
            return defect == Defect.RELEASE_PASSES_LOCKED
                    ? ofKey(key, true).filter(this::isFree).findFirst()
                    : super.first(key);
        }

        @Override
        public List<WaitingKey> waitingKeys(String after, int limit) {
            return defect == Defect.NO_SWEEP_OF_KEYS ? List.of() : super.waitingKeys(after, limit);
        }
    }

    private static final class Dispatch extends PretendDispatchStore {
        private final Defect defect;

        Dispatch(PretendDatabase database, PretendEventStore claims, Defect defect) {
            super(database, claims);
            this.defect = defect;
        }

        @Override
        public List<Claimed> claimFrom(NodeId from, NodeId node, Incarnation incarnation, int limit) {
            return defect == Defect.NO_STEALING ? List.of() : super.claimFrom(from, node, incarnation, limit);
        }

        @Override
        public int assign(NodeId node, List<EventId> events) {
            return defect == Defect.NO_NEW_DISPATCH ? 0 : super.assign(node, events);
        }
    }

    private static final class Gates extends PretendGateStore {
        private final NodeId self;
        private final Defect defect;

        Gates(PretendDatabase database, NodeId self, Defect defect) {
            super(database);
            this.self = self;
            this.defect = defect;
        }

        @Override
        public void lock(String site, Duration patience) {
            if (defect != Defect.NO_LOCK_OF_GATES) {
                super.lock(site, patience);
            }
        }

        @Override
        protected boolean counts(SitePlace place) {
            return switch (defect) {
                case COUNTS_OWN_PLACES -> super.counts(place) && place.node().equals(self);
                case COUNTS_PLACES_OF_THE_GONE -> true;
                default -> super.counts(place);
            };
        }

        @Override
        public int deleteEnded() {
            boolean swept = defect != Defect.NO_SWEEP_OF_PLACES && defect != Defect.COUNTS_PLACES_OF_THE_GONE;
            return swept ? super.deleteEnded() : 0;
        }

        @Override
        public int deleteUnknown(Incarnation incarnation, long last, Set<Long> known) {
            return defect == Defect.NO_LOOK_FOR_LOST_PLACES ? 0 : super.deleteUnknown(incarnation, last, known);
        }

        @Override
        public List<Taken> waitingSites(String after, int limit) {
            return defect == Defect.NO_SWEEP_OF_SITES ? List.of() : super.waitingSites(after, limit);
        }

        @Override
        public List<Taken> sitesOf(Incarnation incarnation) {
            return defect == Defect.NO_DRAINING ? List.of() : super.sitesOf(incarnation);
        }
    }
}
