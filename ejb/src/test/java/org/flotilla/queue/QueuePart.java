package org.flotilla.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flotilla.audit.Audit;
import org.flotilla.cluster.ClusterMessage;
import org.flotilla.cluster.ClusterMessages;
import org.flotilla.cluster.IncarnationRevoked;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.Parameters;
import org.flotilla.core.Backoff;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.RefusedStatement;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.ReleaseStore.WaitingKey;
import org.flotilla.site.KeptConnections;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;
import org.flotilla.test.Given;
import org.flotilla.test.Heard;
import org.flotilla.test.Injected;

/**
 * What {@code queue} does on one node of the simulator, put together by hand from the product's own classes. The caller's
 * loop takes the place of the threads of {@link EventProcessor} and {@link Takeover}; a run is spread over several of its
 * steps. Used by one thread.
 */
public final class QueuePart {

    /** Stands for the container's transactions: joins one that this node has open, as a call within a bean does. */
    public interface Transactions {

        <T> T run(String name, Callable<T> work);

        /** After the commit of the transaction that is open, if its answer arrives. */
        void afterCommit(Runnable told);
    }

    /** Where events are. */
    public record Stores(
            EventStore events,
            ReleaseStore releases,
            DispatchStore dispatch,
            ActionStore actions,
            EventReads reads,
            GateStore gates) {}

    /**
     * What surrounds it.
     *
     * @param givesBack false: what was claimed ahead stays in hand, however slow those before it are
     * @param asking told, in the transaction that may bring a place, for which site as this node knows it
     */
    public record Host(
            boolean givesBack,
            Stores stores,
            Transactions transactions,
            Nodes nodes,
            Lease lease,
            NodeClock clock,
            Parameters parameters,
            Dispatcher dispatcher,
            Overload overload,
            EventHandler handler,
            Sites sites,
            KeptConnections connections,
            Consumer<Site> asking,
            ClusterMessages messages,
            Runnable wake,
            Runnable wakeReleasing,
            Consumer<EventId> ended,
            DoubleSupplier jitter) {}

    /** As in {@link EventProcessor}. */
    private static final Duration AFTER_VAIN_CLAIM = Duration.ofMillis(500);

    private final Host host;
    private final Transactions transactions;
    private final Claims claims;
    private final Ownership ownership;
    private final ClaimEvents claiming;
    private final EventRunner runner;
    private final Finisher finisher;
    private final WakeUps wakeUps;
    private final RevokedWork revokedWork;
    private final StoredEventQueue queue;
    private final ActOnEvents acts;
    private final Resubmission resubmission;
    private final Reassignment reassignment;
    private final Releaser releaser;
    private final GatePart gates;
    private final Pulse pulse;
    private final int slots;
    private final UnbegunEvents unbegun;
    private final Forecast forecast;
    private final Bulkhead bulkhead;
    private final IdentityHashMap<OwnedEvent, Long> claimedAt = new IdentityHashMap<>();
    private final IdentityHashMap<OwnedEvent, Long> begunAt = new IdentityHashMap<>();
    private long vainUntil;

    private final Set<Claim> recorded = new HashSet<>();
    private final List<Finisher.Ending> again = new ArrayList<>();
    private int ends;
    private boolean interrupted;

    public QueuePart(Host host) {
        this.host = host;
        this.transactions = host.transactions();
        this.pulse = new Pulse("the loop that records ends", host.clock());
        this.slots = host.parameters().get(QueueParameters.SLOTS);
        this.unbegun = new UnbegunEvents(host.clock());
        this.forecast = new Forecast(host.parameters().get(QueueParameters.PREFETCH), slots);
        this.bulkhead = new Bulkhead(slots, host.parameters().get(QueueParameters.SHARES));
        this.vainUntil = host.clock().nanoTime();
        Stores stores = host.stores();
        QueueCounters counters = new QueueCounters();
        RetryPolicies retries = new RetryPolicies(host.parameters(), host.sites());
        wakeUps = Injected.into(new WakeUps(), host.messages(), new Woken(), host.nodes(), host.lease(), counters);
        Heard<WorkReady> ready = new Heard<>(work -> transactions.afterCommit(() -> wakeUps.committed(work)));
        releaser = new Releaser(new ReleasesInTransactions(stores.releases(), ready), host.lease(), host.clock());
        gates = new GatePart(host, ready);
        Heard<KeysChanged> keys = new Heard<>(change -> transactions.afterCommit(() -> changed(change)));
        claims = new InTransactions(stores.events(), ready);
        StoredOwnership stored = Injected.into(new StoredOwnership(), stores.events(), host.lease());
        ownership = claim -> transactions.run("ensureOwned", () -> {
            stored.ensureOwned(claim);
            return null;
        });
        claiming = new ClaimEvents(
                claims, new StealingInTransactions(stores.dispatch()), ownership, host.nodes(), host.clock(), counters);
        runner = new EventRunner(Given.of(host.handler()), retries);
        finisher = new Finisher(
                claims,
                host.lease(),
                new Heard<>(told -> host.ended().accept(told.event().id())),
                new Heard<>(this::changed),
                new Heard<>(this::waitAgain),
                counters);
        revokedWork = Injected.into(new RevokedWork(), claims, host.nodes());
        queue = Injected.into(
                new StoredEventQueue(),
                stores.events(),
                stores.reads(),
                new RecentFigures(stores.reads(), host.clock()),
                new Submissions(stores.events(), host.dispatcher(), host.nodes(), retries, ready, keys),
                stores.releases());
        Audit audit = (actor, action, subject, detail) -> {};
        ActionNews news = new ActionNews(Heard.byNobody(), Heard.byNobody(), Heard.byNobody(), ready, keys);
        acts = new ActOnEvents(stores.actions(), stores.reads(), host.nodes(), audit, news);
        resubmission = new Resubmission(stores.reads(), queue, stores.actions(), host.nodes(), audit, news);
        reassignment = new ReassignmentInTransactions(stores.dispatch(), ready);
    }

    private void waitAgain(WaitAgain again) {
        reassignment.move(again.events(), host.dispatcher()::assign);
    }

    /** For {@code dispatch}. */
    public Reassignment reassignment() {
        return reassignment;
    }

    public int slots() {
        return slots;
    }

    public int running() {
        return bulkhead.running();
    }

    /** Types of which this node takes no more just now. */
    public Set<String> full() {
        return bulkhead.full(claiming::inHand).stream().map(TaskType::name).collect(Collectors.toSet());
    }

    /** As the processor's claiming thread does; returns whether it goes on at once. What it claimed waits for {@link #next}. */
    public boolean claim() {
        bulkhead.change(slots, host.parameters().get(QueueParameters.SHARES));
        giveBackSlow();
        ClaimLimits limits = limits();
        int claimed = host.lease()
                .incarnation()
                .map(life -> claiming.claim(life, limits, this::take))
                .orElse(0);
        if (limits.leavesOut() && claimed == 0) {
            vainUntil = host.clock().nanoTime() + AFTER_VAIN_CLAIM.toNanos();
        }
        return claimed >= limits.total() && limits.total() > 0;
    }

    private ClaimLimits limits() {
        int most = slots + forecast.allowed();
        int free = Math.max(0, most - claiming.inHand());
        ClaimLimits limits = bulkhead.limits(
                unbegun.isEmpty() || free >= most / 2 ? free : 0,
                type -> forecast.allowed(type, claiming.inHand(type)),
                claiming::inHand);
        return limits.leavesOut() && host.clock().nanoTime() < vainUntil ? ClaimLimits.NONE : limits;
    }

    private void giveBackSlow() {
        List<OwnedEvent> slow = host.givesBack() ? unbegun.takeBack() : List.of();
        if (!slow.isEmpty()) {
            slow.forEach(owned -> {
                claimedAt.remove(owned);
                forecast.stalled(owned.event().type());
            });
            claiming.giveBack(slow);
        }
    }

    private void take(OwnedEvent owned) {
        unbegun.add(owned, () -> claimedAt.put(owned, host.clock().nanoTime()));
    }

    /** Whether there is something in hand that has no slot. */
    public boolean waits() {
        return !unbegun.isEmpty();
    }

    /** For how long an event has been in hand without a slot. */
    public Duration longestWait() {
        return claimedAt.values().stream()
                .map(host.clock()::since)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** As a thread that runs events does when it looks for one: the next to be run, which has a slot from now on. */
    public Optional<OwnedEvent> next() {
        while (bulkhead.running() < slots) {
            Optional<OwnedEvent> next = unbegun.next(bulkhead);
            if (next.isEmpty()) {
                return next;
            }
            OwnedEvent owned = next.get();
            claimedAt.remove(owned);
            if (host.lease().incarnation().equals(Optional.of(owned.incarnation()))) {
                begunAt.put(owned, host.clock().nanoTime());
                return next;
            }
            bulkhead.ended(owned.event().type());
            release(owned);
        }
        return Optional.empty();
    }

    /** As a thread that runs events does at the end of a run. Returns how it ended; empty: it is not ours any more. */
    public Optional<Outcome> end(OwnedEvent owned) {
        Optional<Outcome> outcome = runner.run(owned).map(this::evenly);
        TaskType type = owned.event().type();
        Duration run = host.clock().since(begunAt.remove(owned));
        outcome.ifPresent(end -> forecast.ended(type, run));
        bulkhead.ended(type);
        outcome.ifPresentOrElse(end -> finisher.add(ending(owned, end)), () -> release(owned));
        ends += outcome.isPresent() ? 1 : 0;
        return outcome;
    }

    /** The back-off varies by chance; here by the simulator's. */
    private Outcome evenly(Outcome outcome) {
        if (outcome.retryIn() == null) {
            return outcome;
        }
        Backoff backoff = new Backoff(
                host.parameters().get(RetryParameters.FIRST),
                host.parameters().get(RetryParameters.LONGEST),
                host.jitter());
        return new Outcome(
                outcome.claim(),
                outcome.state(),
                outcome.message(),
                outcome.error(),
                backoff.after(outcome.claim().attempt()));
    }

    private Finisher.Ending ending(OwnedEvent owned, Outcome outcome) {
        return new Finisher.Ending(owned, outcome, () -> claiming.unrecorded(owned), () -> {
            if (interrupted && !recorded.contains(outcome.claim())) {
                again.add(ending(owned, outcome));
            } else {
                release(owned);
            }
        });
    }

    private void release(OwnedEvent owned) {
        claiming.release(owned);
        host.wake().run();
    }

    /** Whether ends wait to be recorded. */
    public boolean hasEnds() {
        return ends > 0;
    }

    /**
     * As the thread does that records ends, but for its pause: false means that the finisher would pause now and then try
     * again. {@link Pause} leaves its loop at that very place, and what it has in hand is given to it once more.
     */
    public boolean recordEnds() {
        interrupted = false;
        recorded.clear();
        again.clear();
        ends = 0; // all that wait: far fewer than the finisher takes at once
        try {
            finisher.recordNext(pulse);
            return true;
        } catch (Pause e) {
            ends += again.size();
            again.forEach(finisher::add);
            return again.isEmpty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link Takeover} does. */
    public int sweep() {
        return host.lease().isHeld() ? claims.sweep(host.nodes().self()) : 0;
    }

    private void changed(KeysChanged change) {
        releaser.changed(change.keys());
        host.wakeReleasing().run();
    }

    /** As {@link Release} does when it hears of that. */
    public void nodesChanged() {
        releaser.sweepNow();
        gates.sweepNow();
    }

    /** As {@link Release} does when it hears of that. */
    public void configured() {
        gates.sweepNow();
    }

    /** As the thread of {@link Release} does; returns how long to pause. */
    public Duration release() {
        Duration keys;
        Duration sites;
        try {
            keys = releaser.step();
        } finally {
            sites = gates.step();
        }
        return keys.compareTo(sites) < 0 ? keys : sites;
    }

    /** The gates of sites. */
    public GatePart gates() {
        return gates;
    }

    /** Within the transaction that revokes. */
    public void revoked(IncarnationRevoked revoked) {
        revokedWork.revoked(revoked);
    }

    public void arrived(ClusterMessage message) {
        wakeUps.arrived(message);
        gates.told(message);
    }

    public List<Submitted> submit(List<EventRequest> requests) {
        return transactions.run("submit", () -> queue.submitAll(requests));
    }

    /** One act of an operator, as {@link StoredEventActions} brings it about. */
    public void act(ActionRequest request, EventId id) {
        transactions.run(
                "act",
                () -> request.action() == EventAction.RESUBMIT
                        ? resubmission.submit(request, id)
                        : acts.one(request, id));
    }

    /** Leaves the finisher's loop where it would pause: no {@link Exception}, so that it is not taken for a failure. */
    private static final class Pause extends Error {
        private static final long serialVersionUID = 1;

        Pause() {
            super("pause", null, false, false);
        }
    }

    private final class Woken extends EventProcessor {
        @Override
        public void wake() {
            host.wake().run();
        }
    }

    private final class InTransactions extends Claims {

        InTransactions(EventStore store, Heard<WorkReady> ready) {
            super(store, ready, Heard.byNobody());
        }

        @Override
        public List<Claimed> claim(NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
            return transactions.run("claim", () -> super.claim(node, incarnation, limit, anysFirst));
        }

        @Override
        public List<Claimed> claimOf(
                Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
            return transactions.run("claim", () -> super.claimOf(ofTypes, node, incarnation, limit, anysFirst));
        }

        @Override
        public void giveBackUnbegun(NodeId node, Collection<Claim> unbegun) {
            transactions.run("giveBack", () -> {
                super.giveBackUnbegun(node, unbegun);
                return null;
            });
        }

        @Override
        public List<EventId> finish(NodeId node, Collection<Outcome> outcomes) {
            try {
                List<EventId> ended = transactions.run("finish", () -> super.finish(node, outcomes));
                outcomes.forEach(outcome -> recorded.add(outcome.claim()));
                return ended;
            } catch (RuntimeException e) {
                Incarnation incarnation = outcomes.iterator().next().claim().incarnation();
                boolean held = host.lease().incarnation().equals(Optional.of(incarnation));
                if (held && !RefusedStatement.caused(e)) {
                    interrupted = true;
                    throw new Pause();
                }
                outcomes.forEach(outcome -> recorded.add(outcome.claim()));
                throw e;
            }
        }

        @Override
        public List<EventId> ended(Collection<Outcome> outcomes) {
            return transactions.run("ended", () -> super.ended(outcomes));
        }

        @Override
        public int freeLost(NodeId node, Incarnation incarnation, Set<EventId> begun) {
            return transactions.run("freeLost", () -> super.freeLost(node, incarnation, begun));
        }

        @Override
        public int freeEnded(NodeId node, Incarnation incarnation, Set<EventId> inHand) {
            return transactions.run("freeEnded", () -> super.freeEnded(node, incarnation, inHand));
        }

        @Override
        public int sweep(NodeId by) {
            return transactions.run("sweep", () -> super.sweep(by));
        }
    }

    private final class ReleasesInTransactions extends Releases {

        ReleasesInTransactions(ReleaseStore store, Heard<WorkReady> ready) {
            super(store, ready);
        }

        @Override
        public int release(Collection<String> keys) {
            return transactions.run("release", () -> super.release(keys));
        }

        @Override
        public List<WaitingKey> waitingKeys(String after, int limit) {
            return transactions.run("waitingKeys", () -> super.waitingKeys(after, limit));
        }
    }

    private final class StealingInTransactions extends Stealing {

        StealingInTransactions(DispatchStore store) {
            super(host.overload(), store);
        }

        @Override
        public List<Claimed> claim(NodeId node, Incarnation incarnation, int limit) {
            return transactions.run("steal", () -> super.claim(node, incarnation, limit));
        }
    }

    private final class ReassignmentInTransactions extends Reassignment {

        ReassignmentInTransactions(DispatchStore store, Heard<WorkReady> ready) {
            super(store, ready);
        }

        @Override
        public Part part(EventId after, Function<WaitingEvent, Optional<NodeId>> choice) {
            return transactions.run("part", () -> super.part(after, choice));
        }
    }
}
