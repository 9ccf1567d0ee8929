package org.flotilla.site.sftp;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** Tells what the partner refused for good from what may pass (Q6). */
final class SftpFailure {
    private SftpFailure() {}

    /** Something failed on a connection that is signed in. */
    static FlotillaException of(String peer, String what, IOException cause) {
        if (!(cause instanceof SftpException answer)) {
            return unreachable(peer, cause);
        }
        return switch (answer.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                refused(
                        peer,
                        what + ": no such file or folder",
                        "Make the folder at the partner, or correct the path.",
                        cause);
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                refused(
                        peer,
                        what + ": permission denied",
                        "Ask the partner to give the user that right there.",
                        cause);
            case SftpConstants.SSH_FX_OP_UNSUPPORTED,
                    SftpConstants.SSH_FX_BAD_MESSAGE,
                    SftpConstants.SSH_FX_INVALID_FILENAME,
                    SftpConstants.SSH_FX_NOT_A_DIRECTORY,
                    SftpConstants.SSH_FX_FILE_IS_A_DIRECTORY ->
                refused(
                        peer,
                        what + ": " + answer.getMessage(),
                        "Correct the remote folder or the file's name.",
                        cause);
            case SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST -> unreachable(peer, cause);
            default ->
                new FlotillaException(
                        ErrorCode.PARTNER_BUSY,
                        peer + " refused: " + what + ": " + answer.getMessage() + ".",
                        "It is tried again; if it stays, ask the partner: disk full, or quota reached?",
                        cause);
        };
    }

    /** The connection could not be made. */
    static FlotillaException connecting(String peer, String user, PinnedKey pinned, Exception cause) {
        if (pinned.refused() != null) {
            return new FlotillaException(
                    ErrorCode.PARTNER_IDENTITY,
                    peer + " showed the host key " + pinned.refused() + ", not the pinned " + pinned.expected() + ".",
                    "Ask the partner whether the key was changed; only then enter the new one at the site.",
                    cause);
        }
        if (cause instanceof SshException answer
                && answer.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
            return refused(
                    peer, "the credentials of user '" + user + "'", "Correct the password or key at the site.", cause);
        }
        return unreachable(peer, cause);
    }

    static FlotillaException unreachable(String peer, Exception cause) {
        return new FlotillaException(
                ErrorCode.UNREACHABLE,
                peer + " cannot be reached: " + why(cause) + ".",
                "It is tried again; if it stays, check address, port, firewall, and that the partner is up.",
                cause);
    }

    /** What the network said: the client's own words around it are of no use to an operator. */
    private static String why(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return "the host is not known";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static FlotillaException refused(String peer, String what, String remedy, Exception cause) {
        return new FlotillaException(ErrorCode.PARTNER_REFUSED, peer + " refused " + what + ".", remedy, cause);
    }
}
