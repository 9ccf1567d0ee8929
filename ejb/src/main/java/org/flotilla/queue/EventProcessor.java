package org.flotilla.queue;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Standstill;
import org.flotilla.cluster.Work;
import org.flotilla.config.Parameters;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.core.RepeatedFailure;
import org.flotilla.queue.EventStore.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims events while this node holds its lease and has free slots, and runs them; claims short ones ahead, so that batches
 * are large (decision 0008). One thread claims, one records ends, and as many as there are slots run; no task type has more of
 * them than its share. How many there are may change while it works. Woken by submissions; if a wake-up is lost it finds the
 * event within a second, as it polls (Q9).
 */
@Singleton
@LocalBean
@Local(Work.class)
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EventProcessor implements Work {

    private static final Logger LOG = LoggerFactory.getLogger(EventProcessor.class);

    /** At different times on each node; with the claim that follows, within a second. */
    private static final int SHORTEST_POLL_MILLIS = 700;

    private static final int LONGEST_POLL_MILLIS = 950;

    /** While types are left out: what wakes the node is mostly work of those. */
    private static final Duration AFTER_VAIN_CLAIM = Duration.ofMillis(500);

    @Resource
    private ManagedThreadFactory threads;

    private final ClaimEvents claiming;
    private final EventRunner runner;
    private final Finisher finisher;
    private final Lease lease;
    private final Parameters parameters;
    private final Semaphore signal = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final UnbegunEvents unbegun;
    private final NodeClock clock;
    private final QueueCounters counters;
    private final Pulse claimPulse;
    private final Pulse finishPulse;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile int slots;
    private Forecast forecast;
    private Bulkhead bulkhead;
    private long vainUntil;
    private QueueCounters.Cause cause = QueueCounters.Cause.POLL;
    private ThreadPoolExecutor workers;
    private List<Thread> loops;

    /** For the container's proxy. */
    public EventProcessor() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    EventProcessor(
            ClaimEvents claiming,
            EventRunner runner,
            Finisher finisher,
            Lease lease,
            Parameters parameters,
            NodeClock clock,
            QueueCounters counters) {
        this.claiming = claiming;
        this.runner = runner;
        this.finisher = finisher;
        this.lease = lease;
        this.parameters = parameters;
        this.clock = clock;
        this.counters = counters;
        this.claimPulse = new Pulse("the loop that claims events", clock);
        this.finishPulse = new Pulse("the loop that records ends of events", clock);
        this.unbegun = new UnbegunEvents(clock);
    }

    @PostConstruct
    void start() {
        start(threads);
    }

    void start(ThreadFactory factory) {
        slots = parameters.get(QueueParameters.SLOTS);
        forecast = new Forecast(parameters.get(QueueParameters.PREFETCH), slots);
        bulkhead = new Bulkhead(slots, parameters.get(QueueParameters.SHARES));
        vainUntil = clock.nanoTime();
        workers = new ThreadPoolExecutor(slots, slots, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        loops = List.of(
                loop(factory, "flotilla-claim", "Claiming events", claimPulse, this::claimAndWait),
                loop(
                        factory,
                        "flotilla-finish",
                        "Recording ends of events",
                        finishPulse,
                        () -> finisher.recordNext(finishPulse)));
        claimPulse.begin();
        finishPulse.begin();
        loops.forEach(Thread::start);
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
        finisher.stop();
        loops.forEach(Thread::interrupt);
        workers.shutdownNow();
    }

    /** There may be something to claim. */
    public void wake() {
        woken.set(true);
        look();
    }

    /** There may be something to do other than before. */
    public void look() {
        signal.release();
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int running() {
        return bulkhead.running();
    }

    /** All, if work stands still: what waits is better off elsewhere (W3). */
    @Override
    public Set<String> full() {
        boolean still = standstill().isPresent();
        return bulkhead.full(type -> still ? slots : claiming.inHand(type)).stream()
                .map(TaskType::name)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Standstill> standstill() {
        return claimPulse.standstill().or(finishPulse::standstill);
    }

    private boolean claimAndWait() throws InterruptedException {
        applyParameters();
        giveBackSlow();
        ClaimLimits limits = limits();
        Optional<Incarnation> life = lease.incarnation();
        int claimed = life.map(incarnation -> claiming.claim(incarnation, limits, this::begin))
                .orElse(0);
        boolean asked = life.isPresent() && limits.total() > 0;
        if (asked) {
            counters.claimed(cause, claimed);
        }
        cause = QueueCounters.Cause.END;
        if (limits.leavesOut() && claimed == 0) {
            vainUntil = clock.nanoTime() + AFTER_VAIN_CLAIM.toNanos();
        }
        if (claimed < limits.total() || limits.total() == 0) {
            boolean signalled = signal.tryAcquire(pollMillis(), TimeUnit.MILLISECONDS);
            signal.drainPermits();
            cause = cause(signalled);
        }
        return asked;
    }

    private QueueCounters.Cause cause(boolean signalled) {
        if (woken.getAndSet(false)) {
            return QueueCounters.Cause.WAKE_UP;
        }
        return signalled ? QueueCounters.Cause.END : QueueCounters.Cause.POLL;
    }

    private void applyParameters() {
        int newSlots = parameters.get(QueueParameters.SLOTS);
        SlotShares newShares = parameters.get(QueueParameters.SHARES);
        forecast.change(parameters.get(QueueParameters.PREFETCH), newSlots);
        if (newSlots != slots) {
            resize(newSlots);
        }
        if (bulkhead.change(newSlots, newShares)) {
            for (int i = unbegun.size(); i > 0; i--) {
                workers.execute(this::work);
            }
        }
    }

    /** Threads that are too many end when what they run has ended. */
    private void resize(int newSlots) {
        LOG.info("This node runs {} events at a time from now on, not {}", newSlots, slots);
        if (newSlots > slots) {
            workers.setMaximumPoolSize(newSlots);
            workers.setCorePoolSize(newSlots);
        } else {
            workers.setCorePoolSize(newSlots);
            workers.setMaximumPoolSize(newSlots);
        }
        slots = newSlots;
    }

    /** What to claim now; while types are left out, not at once again after a claim that found nothing. */
    private ClaimLimits limits() {
        ClaimLimits limits =
                bulkhead.limits(free(), type -> forecast.allowed(type, claiming.inHand(type)), claiming::inHand);
        return limits.leavesOut() && vainMillis() > 0 ? ClaimLimits.NONE : limits;
    }

    private int vainMillis() {
        return (int) TimeUnit.NANOSECONDS.toMillis(vainUntil - clock.nanoTime());
    }

    private void giveBackSlow() {
        List<OwnedEvent> slow = unbegun.takeBack();
        if (!slow.isEmpty()) {
            LOG.info(
                    "{} events were claimed ahead, but those before them are slow; any node may run them", slow.size());
            slow.forEach(owned -> forecast.stalled(owned.event().type()));
            claiming.giveBack(slow);
            counters.givenBack(slow.size());
        }
    }

    /** How many to claim now. While some wait in hand there is no hurry: a few would be a batch that does not pay. */
    private int free() {
        int most = slots + forecast.allowed();
        int free = Math.max(0, most - claiming.inHand());
        return unbegun.isEmpty() || free >= most / 2 ? free : 0;
    }

    private int pollMillis() {
        if (!unbegun.isEmpty()) {
            return (int) Prefetch.AHEAD.toMillis();
        }
        int vain = vainMillis();
        return vain > 0 ? vain + 1 : idleMillis();
    }

    /** How long a node without a wake-up waits between two claims. */
    static int idleMillis() {
        return ThreadLocalRandom.current().nextInt(SHORTEST_POLL_MILLIS, LONGEST_POLL_MILLIS);
    }

    private void begin(OwnedEvent owned) {
        unbegun.add(owned, () -> workers.execute(this::work));
    }

    /** Runs what waits until there is nothing that may have a slot. Whoever ends a run looks for the next, which it made room for. */
    private void work() {
        Optional<OwnedEvent> next = unbegun.next(bulkhead);
        while (next.isPresent() && stopped.getCount() > 0) {
            OwnedEvent owned = next.get();
            try {
                run(owned);
            } finally {
                bulkhead.ended(owned.event().type());
            }
            next = unbegun.next(bulkhead);
        }
    }

    private void run(OwnedEvent owned) {
        long begun = clock.nanoTime();
        Optional<Outcome> outcome = holdsLease(owned) ? outcome(owned) : Optional.empty();
        outcome.ifPresentOrElse(end -> ended(owned, end, clock.since(begun)), () -> release(owned));
    }

    /** What is not ours any more, or found no place at its site, says nothing of how long runs take. */
    private void ended(OwnedEvent owned, Outcome end, Duration run) {
        forecast.ended(owned.event().type(), run);
        finisher.add(new Finisher.Ending(owned, end, () -> claiming.unrecorded(owned), () -> release(owned)));
    }

    /** The lease may have ended while the event waited for a slot: then others run it. */
    private boolean holdsLease(OwnedEvent owned) {
        return lease.incarnation().filter(owned.incarnation()::equals).isPresent();
    }

    /** Whatever is thrown, the slot comes free again and the event ends its run. */
    private Optional<Outcome> outcome(OwnedEvent owned) {
        try {
            return runner.run(owned);
        } catch (Throwable t) {
            LOG.error("Event {} could not be run", owned.id(), t);
            return Optional.of(EventRunner.broken(owned, t));
        }
    }

    private void release(OwnedEvent owned) {
        claiming.release(owned);
        look();
    }

    private interface Step {

        /** Returns whether it did its work, and not only waited for some. */
        boolean run() throws InterruptedException;
    }

    /** Repeats the step until the node stops; survives whatever the step throws. */
    private Thread loop(ThreadFactory factory, String name, String what, Pulse pulse, Step step) {
        Thread thread = factory.newThread(() -> repeat(new RepeatedFailure(LOG, what), pulse, step));
        thread.setName(name);
        return thread;
    }

    private void repeat(RepeatedFailure failure, Pulse pulse, Step step) {
        while (stopped.getCount() > 0) {
            pulse.beat();
            try {
                if (step.run()) {
                    failure.over();
                }
            } catch (InterruptedException e) {
                LOG.debug("A loop of the queue was interrupted; it ends if the node stops", e);
            } catch (Throwable e) { // also what a transaction's end throws undeclared
                failure.failed(e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            stopped.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            LOG.debug("A loop of the queue was interrupted; it ends if the node stops", e);
        }
    }
}
