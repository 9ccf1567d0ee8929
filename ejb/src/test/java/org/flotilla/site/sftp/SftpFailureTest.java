package org.flotilla.site.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SftpFailureTest {

    @Test
    @DisplayName("Q6 an unreachable partner is told in the words of the network")
    void unreachable_tells_root() {
        IOException thrown = new IOException(
                "DefaultConnectFuture[a@/127.0.0.1:1]: Failed", new ConnectException("Connection refused"));

        FlotillaException failure = SftpFailure.unreachable("127.0.0.1:1", thrown);

        assertThat(failure).hasMessage("127.0.0.1:1 cannot be reached: Connection refused.");
        assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
    }

    @Test
    @DisplayName("Q6 an unknown host is told as such")
    void unknown_host_told() {
        FlotillaException failure =
                SftpFailure.unreachable("nowhere:22", new IOException("Failed", new UnresolvedAddressException()));

        assertThat(failure).hasMessage("nowhere:22 cannot be reached: the host is not known.");
    }

    @Test
    @DisplayName("Q6 an error without words is told by its kind")
    void silent_error_told_by_kind() {
        assertThat(SftpFailure.unreachable("a:22", new java.io.EOFException()))
                .hasMessage("a:22 cannot be reached: EOFException.");
    }
}
