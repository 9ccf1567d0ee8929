package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.ejb.EJBException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.sftp.SshCryptography;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q6 the root cause of a failure")
class RootCauseTest {

    @Test
    @DisplayName("Q6 follows what is told, from however deep")
    void root_isTold() {
        IOException missing = new FileNotFoundException("/x");
        assertThat(RootCause.after("It cannot be read.", storage(missing)))
                .isEqualTo("It cannot be read. (FileNotFoundException: /x)");
        assertThat(RootCause.after("It failed.", new EJBException(new IllegalStateException(storage(missing)))))
                .isEqualTo("It failed. (FileNotFoundException: /x)");
        assertThat(RootCause.after("It failed.", storage(new ClosedChannelException())))
                .isEqualTo("It failed. (ClosedChannelException)");
    }

    @Test
    @DisplayName("Q6 is left out if there is none, or the text says it already")
    void saidAlready_isLeftOut() {
        assertThat(RootCause.after("It failed.", new IllegalStateException("oops")))
                .isEqualTo("It failed.");
        assertThat(RootCause.after("bank: Connection refused.", storage(new ConnectException("Connection refused"))))
                .isEqualTo("bank: Connection refused.");
        assertThat(RootCause.after("It failed: ClosedChannelException.", storage(new ClosedChannelException())))
                .isEqualTo("It failed: ClosedChannelException.");
        FlotillaException gone =
                new FlotillaException(ErrorCode.NOT_FOUND, "It is gone.", "Look.").told("notFound", "it");
        assertThat(RootCause.after("It is gone. Look.", gone)).isEqualTo("It is gone. Look.");
    }

    @Test
    @DisplayName("Q6 is one line, without the row that the database quotes, and of 300 characters at most")
    void message_isCut() {
        SQLException refused =
                new SQLException("ERROR: null value in column \"a\"\tof \"b\"\n  Detail: Failing row (secret).");
        assertThat(RootCause.after("It failed.", new EJBException(new IllegalStateException("no", refused))))
                .isEqualTo("It failed. (SQLException: ERROR: null value in column \"a\" of \"b\")");
        assertThat(RootCause.after("It failed.", storage(new IOException("x".repeat(5_000)))))
                .hasSize("It failed. ()".length() + 300)
                .endsWith("x…)");
    }

    @Test
    @DisplayName("A3 what lies below a refused input is not told: it may be a private key")
    void input_isNotTold() {
        Throwable refused = catchThrowable(() -> SshCryptography.privateKey("-----BEGIN EC PRIVATE KEY-----\nsecret"));
        assertThat(refused).hasRootCauseInstanceOf(Exception.class);
        String told = refused.getMessage();
        assertThat(RootCause.after(told, refused)).isEqualTo(told);
        assertThat(RootCause.after("It failed.", new EJBException((Exception) refused)))
                .isEqualTo("It failed. (FlotillaException: " + told + ")");
    }

    @Test
    @DisplayName("Q6 what a partner refused is told in our words, without what the client's library says")
    void partnersAnswer_isToldInOurWords() {
        FlotillaException refused = new FlotillaException(
                ErrorCode.PARTNER_REFUSED,
                "bank refused the credentials.",
                "Correct them.",
                new IOException("No more"));
        assertThat(RootCause.after("bank refused the credentials.", refused))
                .isEqualTo("bank refused the credentials.");
    }

    @Test
    void chainThatGoesRound_ends() {
        Exception one = new IllegalStateException("one");
        Exception other = new IllegalStateException("other", one);
        one.initCause(other);
        assertThat(RootCause.after("It failed.", one)).startsWith("It failed.");
    }

    private static FlotillaException storage(IOException cause) {
        return new FlotillaException(ErrorCode.STORAGE, "It cannot be read.", "Check it.", cause);
    }
}
