package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortsTest {

    private ServerSocket holder;

    @BeforeEach
    void hold() throws IOException {
        holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void release() throws IOException {
        holder.close();
    }

    @Test
    void isFree_whileSomebodyListens_isFalse() throws IOException {
        assertThat(Ports.isFree(holder.getLocalPort())).isFalse();
        holder.close();
        assertThat(Ports.isFree(holder.getLocalPort())).isTrue();
    }

    @Test
    void anyFree_isNotThatOfSomebodyWhoListens() {
        assertThat(Ports.anyFree()).isPositive().isNotEqualTo(holder.getLocalPort());
    }

    @Test
    void taken_byTheManagementInterface_namesThePropertyThatMovesIt() {
        DomainSettings settings =
                DomainSettings.defaults().with(DomainSettings.MANAGEMENT_PORT, Integer.toString(holder.getLocalPort()));

        assertThat(Ports.taken(settings, 0))
                .singleElement()
                .asString()
                .contains(holder.getLocalPort() + " (management; -Dflotilla.port.management=");
    }

    @Test
    void taken_portOfTheSecondServer_isFound() {
        String first = Integer.toString(holder.getLocalPort() - DomainSettings.OFFSET);
        DomainSettings settings = DomainSettings.defaults().with("flotilla.port.sftp", first);

        assertThat(Ports.taken(settings, 1)).noneMatch(line -> line.contains("sftp"));
        assertThat(Ports.taken(settings, 2))
                .anyMatch(line -> line.contains(holder.getLocalPort() + " (SFTP; -Dflotilla.port.sftp="));
    }

    @Test
    void mustBeFree_withATakenPort_saysWhatToDo() {
        DomainSettings settings =
                DomainSettings.defaults().with(DomainSettings.MANAGEMENT_PORT, Integer.toString(holder.getLocalPort()));

        assertThatThrownBy(() -> Ports.mustBeFree(settings, 0))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("  " + holder.getLocalPort())
                .hasMessageContaining("ss -ltnp");
    }
}
