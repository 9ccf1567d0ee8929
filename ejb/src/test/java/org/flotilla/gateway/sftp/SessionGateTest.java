package org.flotilla.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.sshd.common.session.Session;
import org.flotilla.core.Network;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A1 sessions that have not signed in yet")
class SessionGateTest {
    private static final int MOST = 6;
    private static final int FROM_ONE = 4;

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

    private int admitted(String address, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += gate.admits(from(address)) ? 1 : 0;
        }
        return admitted;
    }

    private static Session from(String address) {
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "getRemoteAddress" -> new InetSocketAddress(address, 1);
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == given[0];
                    default -> null;
                });
    }
}
