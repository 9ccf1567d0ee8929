package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.flotilla.core.EventId;
import org.flotilla.queue.sql.JdbcEventReads;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("W4 the sweep over sites for which events wait")
class SiteReleaserTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String SITE = "bank";

    private final JdbcEventReads reads = new JdbcEventReads(DATABASE.database());
    private GateNode.World world;
    private GateNode one;
    private GateNode two;

    @BeforeEach
    void twoNodes() {
        world = new GateNode.World(DATABASE);
        world.sites.with(SITE, false, 1);
        one = new GateNode(world, "node-1");
        two = new GateNode(world, "node-2");
        one.releaser.step();
        two.releaser.step();
    }

    @Test
    @DisplayName("W4 it comes to every site, however many others wait for long")
    void manySites_areAllReached() {
        DATABASE.transact(() -> {
            for (int i = 0; i < GateTransactions.PART; i++) {
                String full = "full-%04d".formatted(i);
                world.sites.with(full, false, 0);
                world.submit(1, full, "node-1");
            }
        });
        world.sites.with("next", false, 1);
        EventId next = world.submit(1, "next", "node-1").get(0);
        DATABASE.jdbi().useHandle(handle -> handle.execute("update event set blocked_by = 'SITE'"));
        one.after(SiteReleaser.THOROUGHLY_EVERY);
        assertThat(blockedBy(next)).isEqualTo(BlockedBy.SITE);
        one.after(SiteReleaser.EVERY);
        assertThat(blockedBy(next)).isEqualTo(BlockedBy.NOTHING);
    }

    @Test
    @DisplayName("W4 a round that becomes thorough in the middle is followed by one that is so from the beginning")
    void thoroughInTheMiddle_isFollowedByAnother() {
        manySites_areAllReached();
        world.sites.with("full-0000", false, 1);
        one.after(SiteReleaser.EVERY);
        one.releaser.sweepNow();
        one.after(SiteReleaser.EVERY);
        one.after(SiteReleaser.EVERY);
        assertThat(reads.find(new EventId(first())).orElseThrow().blockedBy()).isEqualTo(BlockedBy.NOTHING);
    }

    @Test
    @DisplayName("W4 a site that is full costs it no transaction of its own; when a place comes free it is served")
    void fullSite_costsNothing() {
        world.submit(1, SITE, "node-2");
        world.submit(1, SITE, "node-1");
        OwnedEvent first = two.claimed();
        OwnedEvent refused = one.claimed();
        two.through(first, () -> {
            one.assertRefused(refused, "all 1 are in use");
            one.releaser.step();
            int looks = one.transactions.looks;
            for (int i = 0; i < 5; i++) {
                one.after(SiteReleaser.THOROUGHLY_EVERY);
            }
            assertThat(one.transactions.looks).isEqualTo(looks);
            return null;
        });
        two.die();
        one.after(SiteReleaser.THOROUGHLY_EVERY);
        assertThat(blockedBy(refused.id())).isEqualTo(BlockedBy.NOTHING);
    }

    private static long first() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select min(id) from event")
                        .mapTo(Long.class)
                        .one());
    }

    private BlockedBy blockedBy(EventId id) {
        return reads.find(id).orElseThrow().blockedBy();
    }
}
