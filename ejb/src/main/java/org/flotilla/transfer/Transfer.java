package org.flotilla.transfer;

import java.time.Instant;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;

/**
 * One file in one direction, as recorded (T7). Times are the database's.
 *
 * @param node the node that handled it last
 * @param peer the address of the client, or of the site
 * @param folder where the file is or goes: in the account's home, or at the site
 * @param sha256 in lower-case hex; null while it is not known
 * @param eventId the event that carries an outgoing transfer; null for an incoming one
 * @param endedAt null while it is under way
 * @param error what went wrong, for people; may be null
 */
public record Transfer(
        long id,
        CycleId cycleId,
        Direction direction,
        String account,
        String site,
        String protocol,
        String node,
        String peer,
        String folder,
        String fileName,
        long size,
        String sha256,
        State state,
        EventId eventId,
        Instant startedAt,
        Instant endedAt,
        String error) {

    /** From a client or site to us, or from us to a site. */
    public enum Direction {
        IN,
        OUT
    }

    /** How far a transfer is. */
    public enum State {
        /** Recorded and durable; its file is being put under its final name (incoming). */
        LANDING,
        /** Bytes are under way (outgoing). */
        SENDING,
        /** All bytes are at the partner under a temporary name; the rename is due or done (outgoing). */
        PUBLISHING,
        DONE,
        /** Failed; a retry may be pending: the event tells. */
        FAILED
    }
}
