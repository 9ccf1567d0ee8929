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
import java.util.stream.IntStream;
import org.flotilla.testsuite.cluster.SftpSession;
import org.flotilla.testsuite.cluster.TestAccount;
import org.flotilla.testsuite.cluster.TestCluster;

/**
 * A client that uploads one file after the other, on a thread of its own, until it is closed. It tries each file at one node
 * after the other until one acknowledges it. Each try gives the file a name of its own, so that what comes to the partner
 * tells which try it came from: the outcome of one without an answer is open, and the client may not know it. Every second
 * file is of one of its keys, which the name begins with.
 */
final class PatientClient implements AutoCloseable {

    /** In the name of a file without a key. */
    static final String FREE = "-free";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PACE_MILLIS = 120;
    private static final long PACE_WHEN_REFUSED_MILLIS = 250;
    private static final int SMALLEST_BYTES = 1;
    private static final int LARGEST_BYTES = 160 * 1024;
    private static final int KEYS = 2;

    private final String name;
    private final List<String> keys;
    private final TestCluster cluster;
    private final TestAccount account;
    private final Queue<String> tried = new ConcurrentLinkedQueue<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final Thread thread;
    private int node;
    private SftpSession session;

    private PatientClient(TestCluster cluster, TestAccount account, int number) {
        this.cluster = cluster;
        this.account = account;
        this.name = name(number);
        this.keys = keys(number);
        this.node = number % cluster.nodes().size();
        this.thread = new Thread(this::uploadOn, name);
    }

    /** Begins at once, with the node of that number. */
    static PatientClient of(TestCluster cluster, TestAccount account, int number) {
        PatientClient client = new PatientClient(cluster, account, number);
        client.thread.start();
        return client;
    }

    private static String name(int number) {
        return "client" + number;
    }

    /** The keys of the client of that number, none of which is another's. */
    static List<String> keys(int number) {
        return IntStream.range(0, KEYS)
                .mapToObj(key -> name(number) + "-key" + key)
                .toList();
    }

    /** The names of all tries, in the order in which they began. */
    List<String> tried() {
        return List.copyOf(tried);
    }

    /** The names under which files were acknowledged, in that order; other tries had another answer or none. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
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
                for (int attempt = 1; !isTaken("%s-%05d.%d".formatted(lane(number), number, attempt)); attempt++) {
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

    private String lane(int number) {
        return number % 2 == 0 ? name + FREE : keys.get(number / 2 % KEYS);
    }

    private boolean isClosedAfter(long millis) throws InterruptedException {
        return closed.await(millis, TimeUnit.MILLISECONDS);
    }

    private boolean isTaken(String file) {
        tried.add(file);
        try {
            if (session == null) {
                session = new SftpSession(cluster.sftpPort(cluster.nodes().get(node)), account, PATIENCE);
            }
            put(file);
            acknowledged.add(file);
            return true;
        } catch (IOException | RuntimeException e) {
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
