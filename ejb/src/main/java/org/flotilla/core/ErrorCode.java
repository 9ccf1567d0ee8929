package org.flotilla.core;

/** What kind of thing went wrong: decides the HTTP status, the SFTP status and whether a retry can help. */
public enum ErrorCode {
    /** The request itself is wrong; the same request will fail again. */
    INVALID_INPUT(400, false),
    /** The caller is not who it claims to be. */
    BAD_CREDENTIALS(401, false),
    /** The caller may not do this. */
    PERMISSION_DENIED(403, false),
    /** The named thing does not exist. */
    NOT_FOUND(404, false),
    /** The named thing exists already, or has another state than the request needs. */
    CONFLICT(409, false),
    /** The thing was changed by somebody else since it was read. */
    STALE(412, false),
    /** The work belongs to another node or incarnation now: drop the result. */
    NOT_OWNER(409, false),
    /** This node may not work at present (no lease, draining, passive, refused): another node can. */
    NODE_NOT_READY(503, true),
    /** This node has its hands full just now: the same request can succeed in a moment. */
    BUSY(503, true),
    /** The partner or a service could not be reached. */
    UNREACHABLE(502, true),
    /** The partner answered, and refused for a reason that may pass. */
    PARTNER_BUSY(502, true),
    /** The partner answered, and refused for good: credentials, missing folder, permission. */
    PARTNER_REFUSED(502, false),
    /** The partner's key or certificate is not the pinned one. */
    PARTNER_IDENTITY(502, false),
    /** The file is gone or differs from what was recorded. */
    FILE_MISSING(404, false),
    /** The shared file system failed or is full. */
    STORAGE(503, true),
    /** The database could not be reached or gave up. */
    DATABASE(503, true),
    /** A defect of ours. */
    INTERNAL(500, true);

    private final int httpStatus;
    private final boolean passing;

    ErrorCode(int httpStatus, boolean passing) {
        this.httpStatus = httpStatus;
        this.passing = passing;
    }

    /** The HTTP status of an answer that carries this code (RFC 9110). */
    public int httpStatus() {
        return httpStatus;
    }

    /** Whether the same request can succeed later without anybody changing anything (Q6). */
    public boolean isTransient() {
        return passing;
    }
}
