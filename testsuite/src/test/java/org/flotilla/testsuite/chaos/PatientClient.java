package org.flotilla.testsuite.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flotilla.testsuite.cluster.SftpSession;
import org.flotilla.testsuite.cluster.TestAccount;
import org.flotilla.testsuite.cluster.TestCluster;

/**
 * A client that uploads one file after the other, on a thread of its own, until it is closed. It tries each file at one node
 * after the other until one acknowledges it. Each try gives the file a name of its own, so that what comes to the partner
 * tells which try it came from: the outcome of one without an answer is open, and the client may not know it.
 */
final class PatientClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PACE_MILLIS = 120;
    private static final long PACE_WHEN_REFUSED_MILLIS = 250;
    private static final int SMALLEST_BYTES = 1;
    private static final int LARGEST_BYTES = 160 * 1024;

    private final String name;
    private final TestCluster cluster;
    private final TestAccount account;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final Thread thread;
    private int node;
    private SftpSession session;

    private PatientClient(TestCluster cluster, TestAccount account, int number) {
        this.cluster = cluster;
        this.account = account;
        this.name = "client" + number;
        this.node = number % cluster.nodes().size();
        this.thread = new Thread(this::uploadOn, name);
    }

    /** Begins at once, with the node of that number. */
    static PatientClient of(TestCluster cluster, TestAccount account, int number) {
        PatientClient client = new PatientClient(cluster, account, number);
        client.thread.start();
        return client;
    }

    /** The names under which files were acknowledged, in that order. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** The names of tries that had another answer or none. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** What a file of the name contains. */
    static byte[] content(String name) {
        Random random = new Random(name.hashCode());
        byte[] content = new byte[random.nextInt(SMALLEST_BYTES, LARGEST_BYTES)];
        random.nextBytes(content);
        return content;
    }

    private void uploadOn() {
        try {
            for (int number = 0; !isClosedAfter(PACE_MILLIS); number++) {
                for (int attempt = 1; !isTaken("%s-%05d.%d".formatted(name, number, attempt)); attempt++) {
                    if (isClosedAfter(PACE_WHEN_REFUSED_MILLIS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hangUp();
            watchdog.shutdownNow();
        }
    }

    private boolean isClosedAfter(long millis) throws InterruptedException {
        return closed.await(millis, TimeUnit.MILLISECONDS);
    }

    private boolean isTaken(String file) {
        try {
            if (session == null) {
                session = new SftpSession(cluster.sftpPort(cluster.nodes().get(node)), account, PATIENCE);
            }
            put(file);
            acknowledged.add(file);
            return true;
        } catch (IOException | RuntimeException e) {
            refused.add(file);
            hangUp();
            node = (node + 1) % cluster.nodes().size();
            return false;
        }
    }

    /** A node that stands still does not refuse: we hang up. */
    private void put(String file) throws IOException {
        SftpSession used = session;
        Future<?> hangingUp = watchdog.schedule(used::abort, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            used.put("/" + file, content(file));
        } finally {
            hangingUp.cancel(false);
        }
    }

    private void hangUp() {
        SftpSession ended = session;
        session = null;
        if (ended != null) {
            ended.abort();
            try {
                ended.close();
            } catch (IOException e) {
                // it is ended already
            }
        }
    }

    /** Returns when the upload that is under way has been answered, or given up. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
