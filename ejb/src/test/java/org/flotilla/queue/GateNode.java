package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.Nodes;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.GateStore.Held;
import org.flotilla.queue.SitePlaces.Known;
import org.flotilla.queue.SitePlaces.Place;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.queue.sql.JdbcGateStore;
import org.flotilla.site.KeptConnections;
import org.flotilla.site.Site;
import org.flotilla.test.ManualClock;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.flotilla.test.TestSites;

/** One node's side of the gates, on the real database; its connections to sites are counted, as a site would see them. */
final class GateNode implements KeptConnections, Nodes {

    /** What all nodes share. */
    static final class World {
        final TestDatabase database;
        final TestSites sites = new TestSites();
        final List<GateNode> nodes = new ArrayList<>();
        final List<NodeStatus> states = new ArrayList<>();
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        private final JdbcEventStore events;

        World(TestDatabase database) {
            this.database = database;
            this.events = new JdbcEventStore(database.database());
        }

        /** So many events for the site, dispatched to the node. */
        List<EventId> submit(int count, String site, String node) {
            EventRequest request =
                    EventRequest.of(TaskType.PUSH, "push-file", CycleId.next()).withSite(site);
            return transact(() -> {
                List<EventId> ids = events.nextIds(count);
                ids.forEach(id -> events.insert(id, request, Optional.of(new NodeId(node)), new NodeId(node)));
                return ids;
            });
        }

        void become(GateNode node, NodeState state) {
            become(TestNodes.node(node.id.name(), state, null));
        }

        void becomeBusy(GateNode node) {
            become(TestNodes.busy(node.id.name()));
        }

        private void become(NodeStatus status) {
            states.replaceAll(each -> each.id().equals(status.id()) ? status : each);
        }

        <T> T transact(Callable<T> work) {
            try {
                return database.inTransaction(work);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    final World world;
    final NodeId id;
    final Incarnation life;
    final TestLease lease;
    final ManualClock clock = new ManualClock();
    final SitePlaces places = new SitePlaces(clock);
    final List<String> told = new ArrayList<>();
    final RecordedEvents<WorkReady> ready = new RecordedEvents<>();
    final Transacted transactions;
    final SiteReleaser releaser;
    final CountedGate gate;
    final AtomicInteger kept = new AtomicInteger();
    Runnable beforeRefusal = () -> {};
    Runnable afterRelease = () -> {};
    private final JdbcEventStore events;

    GateNode(World world, String name) {
        this.world = world;
        this.id = new NodeId(name);
        this.events = world.events;
        JdbcNodeStore store = new JdbcNodeStore(world.database.database());
        this.life = world.transact(() -> {
            Incarnation incarnation = store.nextIncarnation();
            store.putOnline(new Candidate(id, "m:" + name, "127.0.0.1", "PROD", "1", 4), incarnation);
            return incarnation;
        });
        this.lease = TestLease.held(life.value());
        this.transactions = new Transacted();
        this.releaser = new SiteReleaser(
                transactions, places, world.sites, this, this, lease, (nodes, topic) -> told.add(topic), clock);
        this.gate = new CountedGate(places, transactions, releaser);
        world.nodes.add(this);
        world.states.add(TestNodes.node(name, NodeState.ONLINE, null));
    }

    OwnedEvent claimed() {
        return claim().orElseThrow();
    }

    /** Claims one event; what was claimed is in nobody's hand but the caller's. */
    Optional<OwnedEvent> claim() {
        List<EventStore.Claimed> claimed = world.transact(() -> {
            List<EventStore.Claimed> own = new ArrayList<>(events.claimAssigned(id, life, 1));
            if (own.isEmpty()) {
                own.addAll(events.claimUnassigned(id, life, 1));
            }
            return own;
        });
        return claimed.stream()
                .<OwnedEvent>map(each -> new ClaimedEvent(each.event(), id, life, claim -> {}))
                .findFirst();
    }

    void end(OwnedEvent owned) {
        world.transact(() -> events.finish(List.of(new Outcome(owned.claim(), EventState.DONE, "fine", null))));
    }

    /** Goes through the gate with a connection of its own, which is kept afterwards. */
    <T> T through(OwnedEvent owned, Callable<T> work) {
        Site site = world.sites.find(owned.event().site()).orElseThrow();
        return gate.through(owned, site, () -> {
            connect();
            try {
                return work.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                kept.incrementAndGet();
            }
        });
    }

    void assertRefused(OwnedEvent event, String reason) {
        assertThatThrownBy(() -> through(event, () -> {
                    throw new AssertionError("It was let through");
                }))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_OWNER))
                .hasMessageContaining(reason);
    }

    private void connect() {
        boolean again = kept.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        if (!again) {
            world.most.accumulateAndGet(world.open.incrementAndGet(), Math::max);
        }
    }

    @Override
    public void closeOne(String site) {
        if (kept.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            world.open.decrementAndGet();
        }
    }

    /** Lets time pass, and the node do what is due then. */
    void after(Duration span) {
        clock.advance(span);
        releaser.step();
    }

    /** It is revoked, and its connections end with it. */
    void die() {
        lease.lose();
        world.transact(() -> {
            new JdbcNodeStore(world.database.database()).end(id, life, Duration.ZERO, "test");
            return null;
        });
        world.states.removeIf(node -> node.id().equals(id));
        world.open.addAndGet(-kept.getAndSet(0));
    }

    @Override
    public NodeId self() {
        return id;
    }

    @Override
    public List<NodeStatus> all() {
        return List.copyOf(world.states);
    }

    @Override
    public List<NodeStatus> read() {
        return all();
    }

    /** Something happens between what a gate saw and its refusal. */
    private final class Store extends JdbcGateStore {

        Store(TestDatabase database) {
            super(database.database());
        }

        @Override
        public boolean refuse(Claim claim, NodeId holder, String reason) {
            beforeRefusal.run();
            return super.refuse(claim, holder, reason);
        }
    }

    /** What {@code @Transactional} does in the server. */
    final class Transacted extends GateTransactions {
        boolean loseAnswer;

        /** How many times it looked at the places of one site. */
        int looks;

        Transacted() {
            super(new Store(world.database), GateNode.this, ready);
        }

        @Override
        public Optional<String> admit(Claim claim, Place place, Site site) {
            Optional<String> answer = world.transact(() -> super.admit(claim, place, site));
            if (loseAnswer) {
                throw new IllegalStateException("The connection broke after the commit");
            }
            return answer;
        }

        @Override
        public List<Held> held(String site) {
            looks++;
            return super.held(site);
        }

        @Override
        public void refuse(Claim claim, String reason) {
            world.transact(() -> {
                super.refuse(claim, reason);
                return null;
            });
        }

        @Override
        public void release(String site, NodeId node, int count, IntConsumer before) {
            world.transact(() -> {
                super.release(site, node, count, before);
                return null;
            });
            afterRelease.run();
        }

        @Override
        public void delete(Incarnation incarnation, List<Place> given) {
            world.transact(() -> {
                super.delete(incarnation, given);
                return null;
            });
        }

        @Override
        public int deleteUnknown(Incarnation incarnation, Known known) {
            return world.transact(() -> super.deleteUnknown(incarnation, known));
        }

        @Override
        public int deleteEnded() {
            return world.transact(super::deleteEnded);
        }
    }
}
