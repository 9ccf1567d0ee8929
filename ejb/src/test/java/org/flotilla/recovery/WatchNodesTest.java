package org.flotilla.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flotilla.cluster.NodeState;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.notify.Channel;
import org.flotilla.notify.Delivery;
import org.flotilla.notify.Notice;
import org.flotilla.notify.Outbox;
import org.flotilla.notify.sql.SqlOutboxStore;
import org.flotilla.recovery.sql.SqlIncidentStore;
import org.flotilla.test.Given;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("D2 the disaster-recovery monitor")
class WatchNodesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SetParameters parameters = new SetParameters();
    private final Outbox outbox =
            new Outbox(new SqlOutboxStore(DATABASE.database()), Given.<Channel>of(new SilentChannel()));
    private final IncidentStore store = new SqlIncidentStore(DATABASE.database());
    private final Incidents incidents = new StoredIncidents(store, outbox);
    private final WatchNodes monitor = monitor("node-1");

    @BeforeEach
    void threeNodes() {
        execute("insert into recovery_watch (id) values (1)");
        node("node-1", 1, "ONLINE");
        node("node-2", 2, "ONLINE");
        node("node-3", 3, "ONLINE");
    }

    @Test
    void enoughNodes_openNothing() throws Exception {
        look();

        assertThat(incidents.latest(10)).isEmpty();
        assertThat(isBelow()).isFalse();
    }

    @Test
    void tooFewForLessThanTheGrace_openNothing() throws Exception {
        lose("node-2", "node-3");

        look();
        look();

        assertThat(isBelow()).isTrue();
        assertThat(incidents.latest(10)).isEmpty();
    }

    @Test
    void tooFewForLonger_openOneIncidentAndTellOnce() throws Exception {
        lose("node-2", "node-3");
        look();
        graceIsOver();

        look();
        look();

        assertThat(incidents.latest(10)).singleElement().satisfies(incident -> {
            assertThat(incident.isOpen()).isTrue();
            assertThat(incident.online()).isOne();
            assertThat(incident.required()).isEqualTo(2);
            assertThat(incident.openedBy()).isEqualTo("node-1");
            assertThat(incident.deliveries()).extracting(Delivery::kind).containsExactly(Notice.Kind.OPENED);
        });
    }

    @Test
    void recovery_closesItAndTells() throws Exception {
        lose("node-2", "node-3");
        look();
        graceIsOver();
        look();
        execute("update node set state = 'ONLINE' where name = 'node-2'");

        look();
        look();

        assertThat(incidents.open()).isEmpty();
        assertThat(incidents.latest(10)).singleElement().satisfies(incident -> {
            assertThat(incident.isOpen()).isFalse();
            assertThat(incident.deliveries())
                    .extracting(Delivery::kind)
                    .containsExactly(Notice.Kind.OPENED, Notice.Kind.CLOSED);
        });
        assertThat(isBelow()).isFalse();
    }

    @Test
    void shortRecovery_countsTheGraceAnew() throws Exception {
        lose("node-2", "node-3");
        look();
        graceIsOver();
        execute("update node set state = 'ONLINE' where name = 'node-2'");
        look();
        lose("node-2");

        look();
        look();

        assertThat(incidents.latest(10)).isEmpty();
    }

    @Test
    void silentNodes_areNotOnline() throws Exception {
        silence("node-2");
        silence("node-3");

        look();

        assertThat(isBelow()).isTrue();
    }

    @Test
    void revokedMonitor_changesNothing() throws Exception {
        lose("node-2", "node-3");
        look();
        graceIsOver();
        execute("update node set incarnation = 9 where name = 'node-1'");

        look();

        assertThat(incidents.latest(10)).isEmpty();
    }

    @Test
    void monitorThatFrozeBetweenLookAndAct_changesNothing() {
        IncidentStore.Monitor frozen = new IncidentStore.Monitor(
                new NodeId("node-1"), new Incarnation(1), 2, parameters.get(RecoveryParameters.GRACE));
        lose("node-2", "node-3");
        store.startBelow(frozen);
        graceIsOver();
        assertThat(store.look(frozen).orElseThrow().graceOver()).isTrue();
        execute("update node set state = 'ONLINE' where name = 'node-2'");

        assertThat(store.open(frozen, "")).isEmpty();
    }

    @Test
    void noticesThatCannotBeWritten_undoTheIncident() throws Exception {
        lose("node-2", "node-3");
        look();
        graceIsOver();
        WatchNodes failing = new WatchNodes(
                store,
                new Outbox(new SqlOutboxStore(DATABASE.database()), Given.<Channel>of(new BrokenChannel())),
                TestNodes.alone("node-1"),
                parameters,
                new NoticeText(parameters));

        assertThatThrownBy(() -> look(failing, 1)).hasMessage("broken");
        assertThat(incidents.latest(10)).isEmpty();

        look();
        assertThat(incidents.open()).isPresent();
    }

    @Test
    void severalMonitorsAtOnce_openOneIncident() throws Exception {
        parameters.set(RecoveryParameters.MINIMUM_NODES, "4");
        look();
        graceIsOver();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            CyclicBarrier together = new CyclicBarrier(3);
            List<Future<Void>> monitors = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                monitors.add(threads.submit(lookTogether(together, i)));
            }
            for (Future<Void> each : monitors) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(incidents.latest(10))
                .singleElement()
                .satisfies(incident -> assertThat(incident.deliveries()).hasSize(1));
    }

    private Callable<Void> lookTogether(CyclicBarrier together, int node) {
        WatchNodes watch = monitor("node-" + node);
        return () -> {
            together.await();
            look(watch, node);
            return null;
        };
    }

    private WatchNodes monitor(String name) {
        TestNodes nodes = new TestNodes(
                new NodeId(name),
                List.of(
                        TestNodes.node("node-1", NodeState.ONLINE, null),
                        TestNodes.node("node-2", NodeState.OFFLINE, "left the cluster")));
        return new WatchNodes(store, outbox, nodes, parameters, new NoticeText(parameters));
    }

    private void look() throws Exception {
        look(monitor, 1);
    }

    private static void look(WatchNodes watch, long incarnation) throws Exception {
        DATABASE.inTransaction(() -> {
            watch.look(new Incarnation(incarnation));
            return null;
        });
    }

    private static boolean isBelow() {
        return DATABASE.jdbi()
                .withHandle(handle ->
                        handle.createQuery("select count(*) from recovery_watch where below_since is not null")
                                        .mapTo(Long.class)
                                        .one()
                                == 1);
    }

    private static void graceIsOver() {
        execute("update recovery_watch set below_since = (select min(joined_at) from node)");
    }

    private static void lose(String... names) {
        for (String name : names) {
            execute("update node set state = 'OFFLINE' where name = '" + name + "'");
        }
    }

    private static void silence(String name) {
        execute("update node set heartbeat_at = joined_at where name = '" + name + "'");
    }

    private static void node(String name, long incarnation, String state) {
        execute(
                "insert into node (name, member, address, incarnation, state, state_since, site, version, slots, running,"
                        + " joined_at, heartbeat_at) values ('" + name + "', '" + name + "', '127.0.0.1', "
                        + incarnation + ", '"
                        + state
                        + "', current_timestamp, 'PROD', '1', 8, 0, '2026-01-01 00:00:00+00:00', current_timestamp)");
    }

    private static void execute(String sql) {
        DATABASE.jdbi().useHandle(handle -> handle.execute(sql));
    }

    /** Is enabled, and never delivers. */
    private static class SilentChannel implements Channel {

        @Override
        public String name() {
            return "EMAIL";
        }

        @Override
        public boolean isEnabled() {
            return true;
        }

        @Override
        public void deliver(Delivery delivery) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class BrokenChannel extends SilentChannel {

        @Override
        public boolean isEnabled() {
            throw new IllegalStateException("broken");
        }
    }
}
