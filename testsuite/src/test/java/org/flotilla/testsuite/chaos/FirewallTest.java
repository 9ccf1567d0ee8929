package org.flotilla.testsuite.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C5 the firewall that cuts nodes off")
class FirewallTest {

    /** Not those of the nodes: their cluster may be running. */
    private static final String ONE = "127.0.9.1";

    private static final String OTHER = "127.0.9.2";
    private static final String THIRD = "127.0.9.3";
    private static final int PATIENCE_MILLIS = 700;

    private Firewall firewall;
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        Firewall.problem().ifPresent(problem -> assumeTrue(false, "needs a firewall: " + problem));
        firewall = Firewall.open();
        server = new ServerSocket(0, 50, InetAddress.getByName(OTHER));
    }

    @AfterEach
    void close() throws IOException {
        if (firewall != null) {
            firewall.close();
            server.close();
        }
    }

    @Test
    void cut_stopsBothWaysUntilHealed() throws IOException {
        try (Socket before = connect(ONE);
                Socket accepted = server.accept()) {
            firewall.cut(ONE, OTHER);
            assertThatThrownBy(() -> connect(ONE)).isInstanceOf(SocketTimeoutException.class);
            accepted.getOutputStream().write(1);
            assertThatThrownBy(() -> before.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThatCode(() -> connect(THIRD).close()).doesNotThrowAnyException();

            assertThat(firewall.heal(ONE, OTHER)).as("dropped packets").isPositive();
            connect(ONE).close();
            before.setSoTimeout(10 * PATIENCE_MILLIS);
            assertThat(before.getInputStream().read()).isOne();
        }
    }

    @Test
    void cutFromPort_leavesOtherPorts() throws IOException {
        firewall.cutFromPort(ONE, server.getLocalPort());
        try (ServerSocket beside = new ServerSocket(0, 50, InetAddress.getByName(OTHER))) {
            connect(ONE, beside).close();
            connect(THIRD).close();
            assertThatThrownBy(() -> connect(ONE)).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(firewall.healFromPort(ONE, server.getLocalPort()))
                .as("dropped packets")
                .isPositive();
        connect(ONE).close();
    }

    @Test
    void close_removesEveryRule() throws IOException {
        firewall.cut(ONE, OTHER);
        firewall.close();
        connect(ONE).close();
        firewall = Firewall.open();
    }

    private Socket connect(String from) throws IOException {
        return connect(from, server);
    }

    private static Socket connect(String from, ServerSocket to) throws IOException {
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(from, 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(to.getLocalSocketAddress(), PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
