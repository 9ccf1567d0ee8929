package org.flotilla.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.flotilla.account.sql.JdbcRefusalStore;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A1 too many refused log-ins")
class LockOutTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String ACCOUNT = "acme";
    private static final InetAddress HERE = address("192.0.2.1");
    private static final InetAddress THERE = address("192.0.2.2");

    private final SetParameters parameters = new SetParameters()
            .set(AccountParameters.REFUSALS, "3")
            .set(AccountParameters.ADDRESS_REFUSALS, "5")
            .set(AccountParameters.ACCOUNT_REFUSALS, "8");
    private final LockOut node = node();
    private final LockOut otherNode = node();

    @Test
    void ofAnAccount_lockItForTheirNetworkOnEveryNode() {
        refuse(ACCOUNT, HERE, 2);
        assertThat(node.isLocked(ACCOUNT, HERE)).isFalse();

        otherNode.refused(ACCOUNT, HERE);

        assertThat(node.isLocked(ACCOUNT, HERE)).isTrue();
        assertThat(otherNode.isLocked(ACCOUNT, HERE)).isTrue();
        assertThat(node.isLocked("other", HERE)).isFalse();
    }

    @Test
    void ofAnAccountFromOneNetwork_doNotKeepItsOwnerOut() {
        refuse(ACCOUNT, HERE, 3);

        assertThat(node.isLocked(ACCOUNT, THERE)).isFalse();
    }

    @Test
    void ofAnAccountFromManyNetworks_lockItButNotWhereItSignedInLately() {
        node.accepted(ACCOUNT, HERE);
        for (int network = 11; network < 11 + 4; network++) {
            refuse(ACCOUNT, address("192.0.2." + network), 2);
        }

        assertThat(otherNode.isLocked(ACCOUNT, THERE)).isTrue();
        assertThat(otherNode.isLocked(ACCOUNT, HERE)).isFalse();
        assertThat(otherNode.isLocked("other", THERE)).isFalse();

        refuse(ACCOUNT, HERE, 3);
        assertThat(otherNode.isLocked(ACCOUNT, HERE)).isTrue();
    }

    @Test
    void networkThatSignedInLongAgo_isForgotten() {
        node.accepted(ACCOUNT, HERE);
        age(2 * 24 * 60);
        refuse(ACCOUNT, THERE, 1);
        assertThat(rows()).isEqualTo(4);

        age(31 * 24 * 60);
        refuse(null, address("192.0.2.3"), 1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void networkThatSignsInAgain_staysKnown() {
        node.accepted(ACCOUNT, HERE);
        age(31 * 24 * 60);
        node.accepted(ACCOUNT, HERE);
        refuse(null, THERE, 1);

        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void fromAnAddress_lockItForAllNames() {
        refuse("a", HERE, 2);
        refuse("b", HERE, 2);
        refuse(null, HERE, 1);

        assertThat(otherNode.isLocked("c", HERE)).isTrue();
        assertThat(otherNode.isLocked("c", THERE)).isFalse();
    }

    @Test
    void fromOneIpv6Network_countAsOneAddress() {
        for (int host = 1; host <= 5; host++) {
            node.refused(null, address("2001:db8:1:2::" + host));
        }

        assertThat(node.isLocked(null, address("2001:db8:1:2:ffff::9"))).isTrue();
        assertThat(node.isLocked(null, address("2001:db8:1:3::1"))).isFalse();
    }

    @Test
    void fromATrustedNetwork_lockOnlyTheAccount() {
        refuse(null, HERE, 5);
        assertThat(node.isLocked("c", HERE)).isTrue();

        parameters.set(AccountParameters.TRUSTED_NETWORKS, "198.51.100.0/24, 192.0.2.0/31");
        assertThat(node.isLocked("c", HERE)).isFalse();
        refuse(ACCOUNT, HERE, 5);

        assertThat(node.isLocked("c", HERE)).isFalse();
        assertThat(node.isLocked(ACCOUNT, HERE)).isTrue();

        refuse(null, THERE, 5);
        assertThat(node.isLocked("c", THERE)).isTrue();
    }

    @Test
    void success_forgetsThoseOfTheAccountButNotOfTheAddress() {
        refuse(ACCOUNT, HERE, 2);
        node.accepted(ACCOUNT, HERE);
        refuse(ACCOUNT, HERE, 2);
        assertThat(node.isLocked(ACCOUNT, HERE)).isFalse();

        refuse(null, HERE, 1);
        assertThat(node.isLocked(ACCOUNT, HERE)).isTrue();
    }

    @Test
    void lock_endsAndCountingBeginsAnew() {
        refuse(ACCOUNT, HERE, 3);
        assertThat(node.isLocked(ACCOUNT, HERE)).isTrue();

        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "update sign_in_refusal set first_at = ?, locked_until = ?", minutesAgo(31), minutesAgo(1)));

        assertThat(node.isLocked(ACCOUNT, HERE)).isFalse();
        refuse(ACCOUNT, HERE, 2);
        assertThat(node.isLocked(ACCOUNT, HERE)).isFalse();
        refuse(ACCOUNT, HERE, 1);
        assertThat(node.isLocked(ACCOUNT, HERE)).isTrue();
    }

    @Test
    void namesOfNobody_areNotKept() {
        refuse(null, HERE, 3);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void thoseOfYesterday_makeRoom() {
        refuse("a", HERE, 1);
        age(2 * 24 * 60);

        refuse(null, THERE, 1);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void lockThatHolds_isKeptHoweverOld() {
        parameters.set(AccountParameters.LOCK_OUT_MINUTES, "1440");
        refuse(ACCOUNT, HERE, 3);
        age(2 * 24 * 60);

        refuse(null, THERE, 1);

        assertThat(node.isLocked(ACCOUNT, HERE)).isTrue();
    }

    private void refuse(String account, InetAddress from, int times) {
        for (int i = 0; i < times; i++) {
            node.refused(account, from);
        }
    }

    private static void age(long minutes) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute("update sign_in_refusal set first_at = ?", minutesAgo(minutes)));
    }

    private LockOut node() {
        return new LockOut(new JdbcRefusalStore(DATABASE.database()), parameters);
    }

    private static java.time.OffsetDateTime minutesAgo(long minutes) {
        return new org.flotilla.core.NodeClock()
                .now()
                .atOffset(java.time.ZoneOffset.UTC)
                .minusMinutes(minutes);
    }

    private static int rows() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from sign_in_refusal")
                        .mapTo(Integer.class)
                        .one());
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
