package org.flotilla.gateway.sftp;

import jakarta.ejb.EJBException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;
import org.flotilla.core.FlotillaException;

/** Errors as clients understand them: a status that their version of the protocol knows, and what to do in words. */
final class StatusForClients implements SftpErrorStatusDataHandler {
    @Override
    public int resolveSubStatus(
            SftpSubsystemEnvironment subsystem, int id, Throwable thrown, int command, Object... arguments) {
        Throwable cause = unwrapped(thrown);
        int status = cause instanceof FlotillaException failure
                ? status(failure)
                : SftpErrorStatusDataHandler.super.resolveSubStatus(subsystem, id, cause, command, arguments);
        boolean known = subsystem.getVersion() > SftpConstants.SFTP_V3 || status <= SftpConstants.SSH_FX_OP_UNSUPPORTED;
        return known ? status : SftpConstants.SSH_FX_FAILURE;
    }

    @Override
    public String resolveErrorMessage(
            SftpSubsystemEnvironment subsystem,
            int id,
            Throwable thrown,
            int status,
            int command,
            Object... arguments) {
        return unwrapped(thrown) instanceof FlotillaException failure
                ? failure.getMessage() + " " + failure.remedy()
                : SftpErrorStatusDataHandler.super.resolveErrorMessage(
                        subsystem, id, thrown, status, command, arguments);
    }

    private static int status(FlotillaException failure) {
        return switch (failure.code()) {
            case NOT_FOUND, FILE_MISSING -> SftpConstants.SSH_FX_NO_SUCH_FILE;
            case PERMISSION_DENIED, BAD_CREDENTIALS -> SftpConstants.SSH_FX_PERMISSION_DENIED;
            default -> SftpConstants.SSH_FX_FAILURE;
        };
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof EJBException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
