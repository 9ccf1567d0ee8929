package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeId;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("W4 under load the cluster keeps to a site's connections")
class GateLoadTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String SITE = "bank";
    private static final int WORK_MILLIS = 3;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private GateNode.World world;

    @BeforeEach
    void twoNodes() {
        world = new GateNode.World(DATABASE);
        world.sites.with(SITE, false, 2);
        new GateNode(world, "node-1").releaser.step();
        new GateNode(world, "node-2").releaser.step();
    }

    @Test
    @DisplayName("W4, T8 under load, with several threads on each node, there are never more, and all events are done")
    void load_neverMore() throws Exception {
        List<EventId> ids = new ArrayList<>(world.submit(40, SITE, "node-1"));
        ids.addAll(world.submit(40, SITE, "node-2"));
        runAll(ids, new Concurrency());
        assertThat(world.most).hasValue(2);
    }

    @Test
    @DisplayName("W4 under load a site of a single node is never connected to from two")
    void loadOnSingleNode_neverTwo() throws Exception {
        world.sites.with(SITE, true, 3);
        List<EventId> ids = new ArrayList<>(world.submit(30, SITE, "node-1"));
        ids.addAll(world.submit(30, SITE, "node-2"));
        Concurrency concurrency = new Concurrency();
        runAll(ids, concurrency);
        assertThat(concurrency.mostNodes).isEqualTo(1);
        assertThat(world.most.get()).isLessThanOrEqualTo(3);
    }

    /** Which nodes work at once. */
    private static final class Concurrency {
        private final Map<NodeId, Integer> counts = new HashMap<>();
        private int mostNodes;

        synchronized void begin(NodeId node) {
            counts.merge(node, 1, Integer::sum);
            mostNodes = Math.max(mostNodes, counts.size());
        }

        synchronized void end(NodeId node) {
            counts.computeIfPresent(node, (id, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Each node has four slots, and a thread that releases; the sweeps come faster than in life. */
    private void runAll(List<EventId> ids, Concurrency concurrency) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Future<?>> futures = new ArrayList<>();
        for (GateNode node : world.nodes) {
            for (int slot = 0; slot < 4; slot++) {
                futures.add(pool.submit(() -> work(node, over, concurrency)));
            }
            futures.add(pool.submit(() -> {
                while (!over.await(10, TimeUnit.MILLISECONDS)) {
                    node.after(SiteReleaser.EVERY);
                }
                return null;
            }));
        }
        try {
            await("all done")
                    .atMost(SOON)
                    .until(() -> done(ids) || futures.stream().anyMatch(Future::isDone));
            over.countDown();
            for (Future<?> future : futures) {
                future.get(20, TimeUnit.SECONDS);
            }
        } finally {
            over.countDown();
            pool.shutdownNow();
        }
        assertThat(done(ids)).isTrue();
    }

    private boolean done(List<EventId> ids) {
        return ids.stream().allMatch(id -> reads.find(id).orElseThrow().state() == EventState.DONE);
    }

    private static Void work(GateNode node, CountDownLatch over, Concurrency concurrency) throws Exception {
        while (over.getCount() > 0) {
            Optional<OwnedEvent> claimed = node.claim();
            if (claimed.isEmpty()) {
                over.await(5, TimeUnit.MILLISECONDS);
                continue;
            }
            try {
                node.through(claimed.get(), () -> {
                    concurrency.begin(node.id);
                    over.await(WORK_MILLIS, TimeUnit.MILLISECONDS);
                    concurrency.end(node.id);
                    return null;
                });
                node.end(claimed.get());
            } catch (FlotillaException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER);
            }
        }
        return null;
    }
}
