package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.flotilla.cluster.ClusterMessage;
import org.flotilla.cluster.ClusterPart;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.NodesChanged;
import org.flotilla.cluster.Standstill;
import org.flotilla.cluster.Work;
import org.flotilla.config.NodeParameters;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeId;
import org.flotilla.dispatch.DispatchPart;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Dispatcher;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.queue.QueuePart;
import org.flotilla.site.Sites;

/** One process of a node, from its start to its end, with its threads. A node that comes back is another process. */
final class Life extends Loop.Actor implements QueuePart.Transactions, Work {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration AHEAD = Duration.ofMillis(100);
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final Simulation world;
    private final NodeId id;
    private final int number;
    private final String member;
    private final Network.View view;
    private final ClusterPart cluster;
    private final QueuePart queue;
    private final DispatchPart dispatch;
    private final Runs runs;
    private final Connections connections = new Connections();
    private final Loop.Task claiming;
    private final Loop.Task beginning;
    private final Loop.Task finishing;
    private final Loop.Task revoking;
    private final Loop.Task sweeping;
    private final Loop.Task dispatching;
    private final Loop.Task releasing;
    private Configuration.Copy configuration;
    private long cutUntil;

    Life(Simulation world, NodeId id, int number) {
        this.world = world;
        this.id = id;
        this.number = number;
        ServerOf server = new ServerOf(id);
        this.member = server.memberName();
        this.configuration = world.configuration().copy();
        this.view = world.network().new View(this);
        this.runs = new Runs(this, world);
        Current parameters = new Current();
        Sites sites = new KnownSites(() -> configuration.sites());
        PretendClock clock = new PretendClock(world.loop()::now, world.random());
        PretendNodeStore nodes = new PretendNodeStore(world.database());
        cluster = new ClusterPart(
                new ClusterPart.Host(
                        server,
                        clock,
                        nodes,
                        new MembershipOf(this, nodes, world.licence()),
                        view,
                        this,
                        this::changed),
                world.defect().keeping());
        queue = new QueuePart(new QueuePart.Host(
                world.defect() != Defect.NEVER_GIVES_BACK,
                DefectiveStores.of(world.database(), id, world.defect()),
                this,
                cluster.nodes(),
                cluster.lease(),
                clock,
                parameters,
                event -> dispatcher().assign(event),
                () -> dispatch().overload().overloaded(),
                runs,
                sites,
                connections,
                site -> world.database().current().ask(site),
                (to, topic) -> world.network().send(this, to, topic),
                this::wake,
                this::wakeReleasing,
                ended -> world.invariants().told(this, ended),
                world.random()::nextDouble));
        dispatch = new DispatchPart(new DispatchPart.Host(
                cluster.nodes(), cluster.lease(), parameters, parameters, sites, view, queue.reassignment()));
        claiming = thread("claim", this::claim);
        beginning = thread("begin", this::beginNext);
        finishing = thread("finish", this::finish);
        revoking = thread("revoke", () -> {
            cluster.revokeFound();
            return null;
        });
        sweeping = thread("sweep", this::sweep);
        dispatching = thread("dispatch", () -> dispatch().step());
        releasing = thread("release", queue::release);
        begin();
    }

    private void begin() {
        claiming.wake();
        sweeping.wake();
        dispatching.wake();
        releasing.wake();
        thread("beat", this::beat).within(Duration.ofMillis(random().nextInt(500)));
        thread("configuration", this::configure).within(HALF_A_SECOND);
        thread("view", () -> {
                    view.look();
                    return HALF_A_SECOND;
                })
                .within(Duration.ofMillis(random().nextInt(500)));
    }

    private Loop.Task thread(String name, Supplier<Duration> step) {
        return world.loop().task(this, name, () -> guarded(name, step));
    }

    /** As the product's threads do, it outlives what is thrown; what no fault explains is a defect. */
    private Duration guarded(String name, Supplier<Duration> step) {
        try {
            return step.get();
        } catch (Crashed e) {
            return null;
        } catch (DatabaseGone | FlotillaException e) {
            trace(name + " failed: " + e.getMessage());
            return SECOND;
        } catch (RuntimeException | Error e) {
            world.invariants().unexpected(e);
            return null;
        }
    }

    private Duration beat() {
        Optional<Long> before = incarnation();
        Duration pause = cluster.beat();
        Optional<Long> now = incarnation();
        if (!before.equals(now)) {
            trace("lease of " + before.map(String::valueOf).orElse("none") + " -> "
                    + now.map(String::valueOf).orElse("none"));
        }
        revoking.wake();
        return pause;
    }

    private Optional<Long> incarnation() {
        return lease().incarnation().map(life -> life.value());
    }

    private Duration claim() {
        try {
            boolean more = queue.claim();
            return more ? AT_ONCE : queue.waits() ? AHEAD : Duration.ofMillis(800 + random().nextInt(400));
        } finally {
            beginning.wake();
        }
    }

    private Duration beginNext() {
        List<String> begun = new ArrayList<>();
        for (Optional<OwnedEvent> next = queue.next(); next.isPresent(); next = queue.next()) {
            start(next.get());
            begun.add(brief(next.get().claim()));
        }
        if (!begun.isEmpty()) {
            trace("runs " + begun);
        }
        return null;
    }

    private void start(OwnedEvent owned) {
        Run run = runs.start(owned);
        thread("run " + run, () -> {
                    Duration pause = runs.go(run);
                    if (pause == null) {
                        beginning.wake();
                    }
                    if (pause == null && queue.hasEnds()) {
                        finishing.wake();
                    }
                    return pause;
                })
                .within(run.pause);
    }

    private Duration finish() {
        if (!queue.hasEnds()) {
            return null;
        }
        return queue.recordEnds() ? AT_ONCE : HALF_A_SECOND;
    }

    private Duration sweep() {
        int found = world.defect() == Defect.NO_SWEEP ? 0 : queue.sweep();
        if (found > 0) {
            trace("sweep found " + found);
        }
        return SWEEP;
    }

    private Duration configure() {
        if (world.faults().isReachable(this) && world.configuration().version() != configuration.version()) {
            configuration = world.configuration().copy();
            dispatch.configured(configuration.version());
            queue.configured();
            dispatching.wake();
        }
        return HALF_A_SECOND;
    }

    private void changed(NodesChanged change) {
        sweeping.wake();
        queue.nodesChanged();
        releasing.wake();
        dispatch.nodesChanged();
        dispatching.wake();
    }

    private void wake() {
        claiming.wake();
    }

    private void wakeReleasing() {
        releasing.wake();
    }

    void arrived(ClusterMessage message) {
        queue.arrived(message);
    }

    /** Someone asks this node for something, on a thread of its own. */
    void request(String name, Runnable what) {
        world.loop()
                .after(
                        AT_ONCE,
                        this,
                        name,
                        () -> guarded(name, () -> {
                            what.run();
                            return null;
                        }));
    }

    /** Leaves in order, and ends. */
    void leave() {
        request("leave", () -> {
            cluster.leave();
            die();
            world.faults().ended(this);
        });
    }

    @Override
    public <T> T run(String name, Callable<T> work) {
        return world.faults().transact(this, name, work);
    }

    @Override
    public void afterCommit(Runnable told) {
        world.database().current().afterCommit(told);
    }

    @Override
    public int slots() {
        return queue.slots();
    }

    @Override
    public Optional<Standstill> standstill() {
        return Optional.empty();
    }

    @Override
    public int running() {
        return queue.running();
    }

    @Override
    public Set<String> full() {
        return queue.full();
    }

    void cutFromDatabase(Duration time) {
        cutUntil = world.loop().now() + time.toNanos();
    }

    boolean isCutFromDatabase() {
        return cutUntil > world.loop().now();
    }

    QueuePart queue() {
        return queue;
    }

    private DispatchPart dispatch() {
        return dispatch;
    }

    private Dispatcher dispatcher() {
        return dispatch.dispatcher();
    }

    Lease lease() {
        return cluster.lease();
    }

    NodeId id() {
        return id;
    }

    /** The name in the view. */
    String member() {
        return member;
    }

    /** Whether it runs an event by this very claim, as far as it knows. */
    boolean runs(Claim claim) {
        return runs.contain(claim);
    }

    /** Whether the claim has got no further than to the gate of its site. */
    boolean isAtGate(Claim claim) {
        return runs.areAtGate(claim);
    }

    Connections connections() {
        return connections;
    }

    private Random random() {
        return world.random();
    }

    void trace(String what) {
        world.trace(this, what);
    }

    private static String brief(Claim claim) {
        return claim.event() + "/" + claim.attempt();
    }

    @Override
    public String toString() {
        return id + "." + number;
    }

    /** The parameters as this node knows them now. */
    private final class Current implements Parameters, NodeParameters {
        @Override
        public <T> T get(Parameter<T> parameter) {
            return configuration.of(id.name()).get(parameter);
        }

        @Override
        public Optional<String> textFor(Parameter<?> parameter, String node) {
            return configuration.textFor(parameter, node);
        }
    }
}
