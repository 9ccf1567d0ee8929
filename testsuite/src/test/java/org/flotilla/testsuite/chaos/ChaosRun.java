package org.flotilla.testsuite.chaos;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flotilla.testsuite.cluster.TestAccount;
import org.flotilla.testsuite.cluster.TestCluster;

/**
 * Clients upload without a break while the faults of a plan strike, each begun and ended at its time by one thread of its own.
 * Prints each as it happens.
 */
final class ChaosRun {

    private static final int CLIENTS = 3;
    /** An act may wait: a database that starts recovers first. */
    private static final Duration ACTS_LATE = Duration.ofMinutes(2);

    private final FaultInjector injector;
    private final List<PatientClient> clients = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Instant begun = Instant.now();

    private ChaosRun(FaultInjector injector) {
        this.injector = injector;
    }

    /**
     * What came of it.
     *
     * @param tried the names of all files, those of one client in the order in which it sent them
     * @param acknowledged the names of those that the clients know to be there; the outcome of the others is open
     */
    record Result(Instant begun, Instant ended, List<String> tried, List<String> acknowledged) {}

    /** The keys of all clients: what begins with one of them has to be in order. */
    static List<String> keys() {
        return IntStream.range(0, CLIENTS)
                .boxed()
                .flatMap(client -> PatientClient.keys(client).stream())
                .toList();
    }

    /** Returns when all faults are over, and the clients have had their last answers. */
    static Result of(TestCluster cluster, TestAccount account, FaultPlan plan, FaultInjector injector)
            throws InterruptedException {
        ChaosRun run = new ChaosRun(injector);
        try {
            for (int client = 0; client < CLIENTS; client++) {
                run.clients.add(PatientClient.of(cluster, account, client));
            }
            run.strike(plan);
        } finally {
            run.clients.forEach(PatientClient::close);
        }
        return run.result();
    }

    private void strike(FaultPlan plan) throws InterruptedException {
        ScheduledExecutorService acts = Executors.newSingleThreadScheduledExecutor();
        Duration last = Duration.ZERO;
        for (Fault fault : plan.faults()) {
            at(fault.begin(), acts, fault + " begins", () -> injector.begin(fault));
            at(fault.end(), acts, fault + " ends", () -> injector.end(fault));
            last = last.compareTo(fault.end()) > 0 ? last : fault.end();
        }
        acts.shutdown();
        if (!acts.awaitTermination(last.plus(ACTS_LATE).toMillis(), TimeUnit.MILLISECONDS)) {
            acts.shutdownNow();
            throw new AssertionError("A fault could not be begun or ended in time");
        }
        if (!failures.isEmpty()) {
            AssertionError failed = new AssertionError("Faults failed: "
                    + failures.stream().map(Throwable::toString).collect(joining("; ")));
            failures.forEach(failed::addSuppressed);
            throw failed;
        }
    }

    private void at(Duration moment, ScheduledExecutorService acts, String what, Runnable act) {
        long early = Duration.between(Instant.now(), begun.plus(moment)).toMillis();
        Future<?> unused = acts.schedule(() -> perform(what, act), early, TimeUnit.MILLISECONDS);
    }

    private void perform(String what, Runnable act) {
        System.out.printf(
                "CHAOS %s +%.1f s %s%n",
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Duration.between(begun, Instant.now()).toMillis() / 1000.0,
                what);
        try {
            act.run();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    private Result result() {
        return new Result(
                begun,
                Instant.now(),
                clients.stream().flatMap(client -> client.tried().stream()).toList(),
                clients.stream()
                        .flatMap(client -> client.acknowledged().stream())
                        .toList());
    }
}
