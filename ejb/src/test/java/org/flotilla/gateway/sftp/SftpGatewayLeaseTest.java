package org.flotilla.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flotilla.cluster.LeaseLost;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.test.FakeAccounts;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("C5 the SFTP gateway and the lease")
class SftpGatewayLeaseTest {
    private static final LeaseLost LOST = new LeaseLost(new Incarnation(1), "test");

    private final TestLease lease = TestLease.held(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private int port;

    @BeforeEach
    void findAFreePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @Test
    @DisplayName("C5 it listens while the lease is held")
    void opensAndCloses() throws IOException {
        answered.countDown();
        SftpGateway gateway = gateway("nothing");

        gateway.look();
        new Socket("127.0.0.1", port).close();

        gateway.onLost(LOST);
        await().until(this::isFree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parameters", "keys"})
    @DisplayName(
            "C5 whoever tells it of the lease's end does not wait for the database, and it does not open after that")
    void databaseHangs_endOfTheLeaseIsTaken(String hanging) throws Exception {
        SftpGateway gateway = gateway(hanging);
        Thread opening = new Thread(gateway::look);
        opening.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        lease.lose();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> gateway.onLost(LOST));

        answered.countDown();
        opening.join(10_000);
        assertThat(isFree()).isTrue();
    }

    private SftpGateway gateway(String hanging) {
        HostKeys keys = new HostKeys(GatewayFixture.SECRETS) {
            @Override
            List<KeyPair> quick() {
                hangIf("keys".equals(hanging));
                return super.quick();
            }
        };
        SetParameters set = new SetParameters();
        Parameters slowly = new Parameters() {
            @Override
            public <T> T get(Parameter<T> parameter) {
                hangIf("parameters".equals(hanging));
                return set.get(parameter);
            }
        };
        return new SftpGateway(
                new SftpEndpoint(
                        keys,
                        new FakeAccounts(),
                        null,
                        null,
                        lease,
                        (actor, action, subject, detail) -> {},
                        new NodeClock()),
                slowly,
                lease,
                binding -> Optional.of(new InetSocketAddress("127.0.0.1", port)));
    }

    private void hangIf(boolean hanging) {
        if (hanging) {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean isFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
