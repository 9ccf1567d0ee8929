package org.flotilla.gateway.sftp;

import java.time.Duration;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;

/** The parameters of the SFTP gateway. They are read when it starts; {@code Sftp.idleTimeout} when a session begins. */
public final class SftpParameters {
    public static final Parameter<Boolean> ENABLED =
            Parameter.flag("Sftp.enabled", Scope.LOCAL, true, "Whether this node accepts files by SFTP.");

    public static final Parameter<Integer> PORT = Parameter.number(
            "Sftp.port", Scope.LOCAL, 2022, 1, 65535, "The port of SFTP; the server's port offset is added to it.");

    public static final Parameter<String> ADDRESS = Parameter.text(
            "Sftp.address",
            Scope.LOCAL,
            System.getProperty("jboss.bind.address", "127.0.0.1"),
            "The address that SFTP listens on; 0.0.0.0 means all.");

    public static final Parameter<Duration> IDLE_TIMEOUT = Parameter.seconds(
            "Sftp.idleTimeout",
            Scope.SHARED,
            600,
            10,
            86400,
            "After how many seconds without any traffic an SFTP session is closed.");

    private SftpParameters() {}
}
