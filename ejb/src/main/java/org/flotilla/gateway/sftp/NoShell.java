package org.flotilla.gateway.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** Answers who asks for a shell or a command. */
final class NoShell implements Command {
    private OutputStream error;
    private ExitCallback exit;

    @Override
    public void setInputStream(InputStream in) {
        // nothing is read
    }

    @Override
    public void setOutputStream(OutputStream out) {
        // nothing is written there
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.error = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        error.write("This server transfers files: use an SFTP client. There is no shell.\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        error.flush();
        exit.onExit(1);
    }

    @Override
    public void destroy(ChannelSession channel) {
        // holds nothing
    }
}
