package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.Incarnation;
import org.flotilla.licence.Licence;
import org.flotilla.test.Given;
import org.flotilla.test.ManualClock;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("C4 the beat of a node whose work stands still")
class HeartbeatStandstillTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ManualClock clock = new ManualClock();
    private final OwnLease lease = new OwnLease(clock);
    private final NodeStore store = new JdbcNodeStore(DATABASE.database());
    private final RecordedEvents<IncarnationRevoked> revocations = new RecordedEvents<>();
    private final Membership membership =
            new Membership(store, () -> new Licence("test", "test", 3, null), revocations);
    private final ServerProperties server = new ServerProperties();
    private final NodeDirectory directory = new NodeDirectory(server, store, new RecordedEvents<>());
    private final StandingStill work = new StandingStill();
    private final Heartbeat heartbeat = new Heartbeat(
            membership,
            directory,
            lease,
            new SilentNodes(membership, member -> true),
            server,
            clock,
            new ToldStorage(),
            Given.of(work));

    @Test
    @DisplayName("C4 it says so, after a minute gives back its work, and joins anew when the work goes on")
    void standstill_endsTheIncarnation() {
        Incarnation first = beat().orElseThrow();
        assertThat(node().reason()).isNull();

        work.since = Duration.ofSeconds(31);
        assertThat(beat()).contains(first);
        assertThat(node().state()).isEqualTo(NodeState.ONLINE);
        assertThat(node().reason()).isEqualTo("Not processing: the loop has made no step for 31 s.");

        work.since = Duration.ofSeconds(60);
        assertThat(beat()).isEmpty();
        assertThat(node().state()).isEqualTo(NodeState.REFUSED);
        assertThat(node().reason()).startsWith("Not processing");
        assertThat(revocations.seen())
                .extracting(IncarnationRevoked::incarnation)
                .containsExactly(first);
        assertThat(beat()).as("as long as it stands still").isEmpty();

        work.since = null;
        assertThat(beat().orElseThrow().value()).isGreaterThan(first.value());
        assertThat(node().state()).isEqualTo(NodeState.ONLINE);
        assertThat(node().reason()).isNull();
    }

    @Test
    @DisplayName("C4 work that goes on in time costs nothing")
    void shortStandstill_costsNothing() {
        Incarnation first = beat().orElseThrow();
        work.since = Duration.ofSeconds(59);
        beat();
        work.since = null;
        assertThat(beat()).contains(first);
        assertThat(node().reason()).isNull();
        assertThat(revocations.seen()).isEmpty();
    }

    @Test
    @DisplayName("C4, O2 what stood still while the lease ran out waited for the same database: that is no news")
    void standstillInAnOutage_isNotTold() {
        Incarnation first = beat().orElseThrow();
        clock.advance(OwnLease.OWN_LIMIT);
        work.since = Duration.ofSeconds(70);
        assertThat(beat().orElseThrow().value()).isGreaterThan(first.value());
        assertThat(node().reason()).isNull();
        assertThat(beat()).as("it still does").isEmpty();
    }

    private Optional<Incarnation> beat() {
        clock.advance(Duration.ofSeconds(1));
        heartbeat.beat();
        return lease.incarnation();
    }

    private NodeStatus node() {
        return directory.all().get(0);
    }

    private static final class StandingStill implements Work {
        private Duration since;

        @Override
        public int slots() {
            return 4;
        }

        @Override
        public int running() {
            return 0;
        }

        @Override
        public Optional<Standstill> standstill() {
            return Optional.ofNullable(since).map(span -> new Standstill("the loop", span, "at ..."));
        }
    }
}
