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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.cluster.Work;
import org.flotilla.config.Parameters;
import org.flotilla.core.Incarnation;
import org.flotilla.queue.EventStore.Claimed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims events while this node holds its lease and has free slots, and runs them. One thread claims, one records ends,
 * and as many as there are slots run. Woken by submissions; else it polls every second, give or take a fifth (Q9).
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
    private static final int SHORTEST_POLL_MILLIS = 800;
    private static final int LONGEST_POLL_MILLIS = 1200;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Claims claims;

    @Inject
    private EventRunner runner;

    @Inject
    private Finisher finisher;

    @Inject
    private Ownership ownership;

    @Inject
    private Lease lease;

    @Inject
    private Nodes nodes;

    @Inject
    private Parameters parameters;

    private final Semaphore signal = new Semaphore(0);
    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile int slots;
    private ExecutorService workers;
    private List<Thread> loops;

    @PostConstruct
    void start() {
        slots = parameters.get(QueueParameters.SLOTS);
        workers = Executors.newFixedThreadPool(slots, threads);
        loops = List.of(loop("flotilla-claim", this::claimAndWait), loop("flotilla-finish", finisher::recordNext));
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
        signal.release();
    }

    @Override
    public int slots() {
        return slots;
    }

    @Override
    public int running() {
        return running.get();
    }

    private void claimAndWait() throws InterruptedException {
        int free = slots - running.get();
        int claimed = free == 0
                ? 0
                : lease.incarnation().map(life -> claim(life, free)).orElse(0);
        if (claimed < free || free == 0) {
            int poll = ThreadLocalRandom.current().nextInt(SHORTEST_POLL_MILLIS, LONGEST_POLL_MILLIS);
            signal.tryAcquire(poll, TimeUnit.MILLISECONDS);
            signal.drainPermits();
        }
    }

    private int claim(Incarnation incarnation, int free) {
        List<Claimed> claimed = claims.claim(nodes.self(), incarnation, free);
        for (Claimed claim : claimed) {
            running.incrementAndGet();
            OwnedEvent owned = new ClaimedEvent(claim.event(), nodes.self(), incarnation, ownership);
            workers.execute(() -> run(owned));
        }
        return claimed.size();
    }

    private void run(OwnedEvent owned) {
        runner.run(owned)
                .ifPresentOrElse(
                        outcome -> finisher.add(new Finisher.Ending(owned, outcome, this::freeSlot)), this::freeSlot);
    }

    private void freeSlot() {
        running.decrementAndGet();
        wake();
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    /** Repeats the step until the node stops; survives whatever the step throws. */
    private Thread loop(String name, Step step) {
        Thread thread = threads.newThread(() -> repeat(step));
        thread.setName(name);
        return thread;
    }

    private void repeat(Step step) {
        while (stopped.getCount() > 0) {
            try {
                step.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.warn("The queue's loop failed and goes on", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            stopped.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
