package org.flotilla.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.flotilla.core.Network;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A1 sessions that have not signed in yet")
class SessionGateTest {
    private static final int MOST = 6;
    private static final int FROM_ONE = 4;

    private final List<Session> closed = new ArrayList<>();
    private final SessionGate gate = new SessionGate(
            TestLease.held(1),
            new SftpLimits(Duration.ofMinutes(1), MOST, FROM_ONE, Network.parseAll("198.51.100.0/24")));

    @Test
    void moreFromOneAddressThanMayBe_areTurnedAway() {
        assertThat(admitted("192.0.2.1", MOST)).isEqualTo(FROM_ONE);
        assertThat(admitted("192.0.2.2", 1)).isEqualTo(1);
    }

    @Test
    void fromATrustedNetwork_areNotCountedByTheirAddress() {
        assertThat(admitted("198.51.100.7", MOST)).isEqualTo(MOST);
    }

    @Test
    void fromOneIpv6Network_areFromOneAddress() {
        assertThat(admitted("2001:db8:1:2::1", 2)).isEqualTo(2);
        assertThat(admitted("2001:db8:1:2:3::1", FROM_ONE)).isEqualTo(2);
        assertThat(admitted("2001:db8:1:3::1", 1)).isEqualTo(1);
    }

    @Test
    void moreThanTheNodeMayHave_costTheOldestOfTheAddressThatHasMost() {
        Session other = from("192.0.2.2");
        gate.admits(other);
        Session oldest = from("192.0.2.1");
        gate.admits(oldest);
        admitted("192.0.2.1", 2);
        admitted("192.0.2.2", 1);
        admitted("192.0.2.3", 1);
        assertThat(closed).isEmpty();

        assertThat(admitted("192.0.2.4", 1)).isEqualTo(1);
        assertThat(closed).containsExactly(oldest);

        assertThat(admitted("192.0.2.5", 1)).isEqualTo(1);
        assertThat(closed).containsExactly(oldest, other);
    }

    @Test
    void thatSignInOrAreClosed_makeRoom() {
        List<Session> sessions =
                Stream.generate(() -> from("192.0.2.1")).limit(FROM_ONE).toList();
        sessions.forEach(gate::admits);

        gate.sessionEvent(sessions.get(0), SessionListener.Event.Authenticated);
        gate.sessionClosed(sessions.get(1));

        assertThat(admitted("192.0.2.1", MOST)).isEqualTo(2);
    }

    private int admitted(String address, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += gate.admits(from(address)) ? 1 : 0;
        }
        return admitted;
    }

    private Session from(String address) {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "getRemoteAddress" -> new InetSocketAddress(address, 1);
                    case "close" -> {
                        closed.add((Session) proxy);
                        yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == given[0];
                    default -> null;
                });
    }
}
