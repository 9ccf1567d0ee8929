package org.flotilla.gateway.sftp;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.config.ParameterSource;

/** The parameters of the SFTP gateway, read when it opens. Where it listens is the server's socket binding's to say. */
@ApplicationScoped
public class SftpParameters implements ParameterSource {
    static final Parameter<Boolean> ENABLED = Parameter.flag(
            "Sftp.enabled", Scope.LOCAL, true, "Whether this node accepts files by SFTP. Read when the node starts.");

    static final Parameter<Duration> IDLE_TIMEOUT = Parameter.seconds(
            "Sftp.idleTimeout",
            Scope.SHARED,
            600,
            10,
            86400,
            "After how many seconds without any traffic an SFTP session is closed. Read when the node starts.");

    static final Parameter<Integer> PENDING = Parameter.number(
            "Sftp.pendingLogins",
            Scope.SHARED,
            200,
            1,
            10_000,
            "How many SFTP sessions of a node may not have signed in yet; for one more the oldest from the address that has most"
                    + " is ended. Read when the node starts.");

    static final Parameter<Integer> PENDING_PER_ADDRESS = Parameter.number(
            "Sftp.pendingLoginsPerAddress",
            Scope.SHARED,
            50,
            1,
            10_000,
            "How many of Sftp.pendingLogins one address may have, unless it is of Accounts.trustedNetworks. Many clients may"
                    + " share an address. Read when the node starts.");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(ENABLED, IDLE_TIMEOUT, PENDING, PENDING_PER_ADDRESS);
    }
}
