package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flotilla.cluster.NodeState;
import org.flotilla.queue.GateStore.Held;
import org.flotilla.queue.sql.JdbcDispatchStore;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.queue.sql.JdbcGateStore;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("W4 a site of a single node")
class SingleNodeGateTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String SITE = "bank";

    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private final JdbcGateStore store = new JdbcGateStore(DATABASE.database());
    private GateNode.World world;
    private GateNode one;
    private GateNode two;

    @BeforeEach
    void twoNodes() {
        world = new GateNode.World(DATABASE);
        world.sites.with(SITE, true, 2);
        one = new GateNode(world, "node-1");
        two = new GateNode(world, "node-2");
        one.releaser.step();
        two.releaser.step();
    }

    @Test
    @DisplayName("W4 the events of another node go to the one that has the site now, with the reason")
    void others_goToTheHolder() {
        world.submit(1, SITE, "node-1");
        world.submit(1, SITE, "node-2");
        OwnedEvent first = one.claimed();
        OwnedEvent other = two.claimed();
        one.through(first, () -> {
            two.assertRefused(other, "site bank runs on node-1 only now");
            one.releaser.wanted(SITE);
            one.releaser.step();
            Event moved = reads.find(other.id()).orElseThrow();
            assertThat(moved.assignedNode()).isEqualTo(one.id);
            assertThat(moved.blockedBy()).isEqualTo(BlockedBy.NOTHING);
            one.through(one.claimed(), () -> null);
            return null;
        });
        assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 2));
    }

    @Test
    @DisplayName(
            "W4, W3 what idle nodes take from a holder without a free slot is refused once, and waits until it has one")
    void takenFromBusyHolder_waitsForTheHolder() {
        world.submit(2, SITE, "node-1");
        OwnedEvent first = one.claimed();
        world.becomeBusy(one);
        one.through(first, () -> {
            OwnedEvent other = taken();
            two.assertRefused(other, "runs on node-1 only");
            int changes = reads.changes(other.id()).size();
            for (int i = 0; i < 5; i++) {
                two.after(SiteReleaser.THOROUGHLY_EVERY);
                one.after(SiteReleaser.THOROUGHLY_EVERY);
                assertThat(reads.find(other.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.SITE);
            }
            assertThat(reads.changes(other.id())).hasSize(changes);
            world.become(one, NodeState.ONLINE);
            one.after(SiteReleaser.EVERY);
            assertThat(one.claimed().id()).isEqualTo(other.id());
            return null;
        });
    }

    @Test
    @DisplayName("W4 a holder without a free slot takes the next when one of its own has ended")
    void busyHolder_goesOn() {
        world.submit(2, SITE, "node-1");
        OwnedEvent first = one.claimed();
        world.becomeBusy(one);
        OwnedEvent other = one.through(first, () -> {
            OwnedEvent taken = taken();
            two.assertRefused(taken, "runs on node-1 only");
            one.releaser.wanted(SITE);
            one.releaser.step();
            return taken;
        });
        one.releaser.step();
        assertThat(one.claimed().id()).isEqualTo(other.id());
    }

    /** By node two, from node one. */
    private OwnedEvent taken() throws Exception {
        List<EventStore.Claimed> claimed = DATABASE.inTransaction(
                () -> new JdbcDispatchStore(DATABASE.database()).claimFrom(one.id, two.id, two.life, 1));
        return new ClaimedEvent(claimed.get(0).event(), two.id, two.life, claim -> {});
    }

    @Test
    @DisplayName("W4 a holder that takes no work is not given any: they wait until it has left the site")
    void drainingHolder_isWaitedFor() {
        world.submit(1, SITE, "node-1");
        world.submit(1, SITE, "node-2");
        OwnedEvent first = one.claimed();
        OwnedEvent other = two.claimed();
        world.become(one, NodeState.DRAINING);
        one.through(first, () -> {
            two.assertRefused(other, "runs on node-1 only");
            for (int i = 0; i < 5; i++) {
                two.after(SiteReleaser.THOROUGHLY_EVERY);
            }
            assertThat(reads.find(other.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.SITE);
            return null;
        });
        one.after(SiteReleaser.EVERY);
        assertThat(reads.find(other.id()).orElseThrow().blockedBy()).isEqualTo(BlockedBy.NOTHING);
    }

    @Test
    @DisplayName("W4 a site that becomes a single node's leaves the node that came later")
    void becomesSingle_leavesTheLater() {
        world.sites.with(SITE, false, 2);
        world.submit(1, SITE, "node-1");
        world.submit(1, SITE, "node-2");
        one.through(one.claimed(), () -> null);
        two.through(two.claimed(), () -> null);
        world.sites.with(SITE, true, 2);
        one.releaser.sweepNow();
        one.releaser.step();
        two.releaser.sweepNow();
        two.releaser.step();
        assertThat(store.held(SITE)).containsExactly(new Held(one.id, one.life, 1));
    }
}
