package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.licence.Licence;
import org.flotilla.storage.StorageProof;
import org.flotilla.test.Given;
import org.flotilla.test.ManualClock;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("O5 the beat of a node without the shared file system")
class HeartbeatStorageTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String NOT_MOUNTED = "Not mounted.";

    private final ManualClock clock = new ManualClock();
    private final OwnLease lease = new OwnLease(clock);
    private final NodeStore store = new JdbcNodeStore(DATABASE.database());
    private final RecordedEvents<IncarnationRevoked> revocations = new RecordedEvents<>();
    private final FailingMembership membership = new FailingMembership();
    private final ServerProperties server = new ServerProperties();
    private final NodeId self = new NodeId(server.nodeName());
    private final NodeDirectory directory = new NodeDirectory(server, store, new RecordedEvents<>());
    private final ToldStorage storage = new ToldStorage();
    private final Heartbeat heartbeat = heartbeat(storage);

    @Test
    @DisplayName("O5 it gives back what it has, says why, and joins again when the storage is back")
    void storageVanishes_isRefusedUntilItIsBack() {
        Incarnation first = joined();

        storage.problem = Optional.of(NOT_MOUNTED);
        beat();
        assertRefused();
        assertThat(revocations.seen())
                .extracting(IncarnationRevoked::incarnation)
                .containsExactly(first);

        storage.problem = Optional.empty();
        assertThat(joined().value()).isGreaterThan(first.value());
    }

    @Test
    @DisplayName("O5, Q4 it has no lease from the first beat on, and goes on trying to give back its work")
    void databaseFails_isGivenBackLater() {
        Incarnation first = joined();

        storage.problem = Optional.of(NOT_MOUNTED);
        membership.fails = true;
        beat();
        assertThat(lease.isHeld()).isFalse();
        assertThat(revocations.seen()).isEmpty();

        membership.fails = false;
        beat();
        assertRefused();
        assertThat(revocations.seen())
                .extracting(IncarnationRevoked::incarnation)
                .containsExactly(first);
    }

    @Test
    @DisplayName("O5, Q4 so it does when another transaction holds its row")
    void rowIsLocked_isGivenBackLater() throws Exception {
        Incarnation first = joined();

        storage.problem = Optional.of(NOT_MOUNTED);
        DATABASE.whileHeld("update node set running = running", this::beat);
        assertThat(lease.isHeld()).isFalse();

        beat();
        assertRefused();
        assertThat(revocations.seen())
                .extracting(IncarnationRevoked::incarnation)
                .containsExactly(first);
    }

    @Test
    @DisplayName("O5, Q4 storage that is back before that costs the incarnation all the same")
    void backBeforeItIsGivenBack_joinsAnew() {
        Incarnation first = joined();

        storage.problem = Optional.of(NOT_MOUNTED);
        membership.fails = true;
        beat();
        membership.fails = false;
        storage.problem = Optional.empty();

        assertThat(joined().value()).isGreaterThan(first.value());
        assertThat(revocations.seen())
                .extracting(IncarnationRevoked::incarnation)
                .containsExactly(first);
    }

    @Test
    @DisplayName("O5 it waits for the first look at the storage, but says why when that hangs")
    void firstLookHangs_isRefused() {
        Heartbeat started = heartbeat(new StorageProof(null, null, clock));

        started.beat();
        assertThat(store.all()).isEmpty();

        clock.advance(Duration.ofSeconds(11));
        started.beat();
        assertThat(directory.all()).singleElement().satisfies(node -> {
            assertThat(node.state()).isEqualTo(NodeState.REFUSED);
            assertThat(node.reason()).contains("has not answered");
        });
    }

    private Incarnation joined() {
        beat();
        return lease.incarnation().orElseThrow();
    }

    private void beat() {
        clock.advance(Duration.ofSeconds(1));
        heartbeat.beat();
    }

    private void assertRefused() {
        assertThat(lease.isHeld()).isFalse();
        assertThat(directory.all()).singleElement().satisfies(node -> {
            assertThat(node.id()).isEqualTo(self);
            assertThat(node.state()).isEqualTo(NodeState.REFUSED);
            assertThat(node.reason()).isEqualTo(NOT_MOUNTED);
        });
    }

    private Heartbeat heartbeat(StorageProof proof) {
        return new Heartbeat(
                membership,
                directory,
                lease,
                new SilentNodes(membership, member -> true),
                server,
                clock,
                proof,
                new Given<>(List.of()));
    }

    /** The real one, with a database that may be away. */
    private final class FailingMembership extends Membership {
        private boolean fails;

        FailingMembership() {
            super(store, () -> new Licence("test", "test", 3, null), revocations);
        }

        @Override
        public boolean withoutStorage(Candidate candidate, Optional<Incarnation> own, String reason) {
            if (fails) {
                throw new IllegalStateException("test");
            }
            return super.withoutStorage(candidate, own, reason);
        }
    }
}
