package org.flotilla.transfer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.storage.ContentId;

/**
 * The table of transfers. All methods join the caller's transaction; those that change a state do so only from a state in
 * which the change makes sense, and say whether they did.
 */
public interface TransferStore extends Transfers {
    /**
     * Records an arrival as LANDING; gives its id. A content can arrive once: recording it again waits for the end of a
     * transaction that has it, for a few seconds, and fails if that committed.
     */
    long insertArrival(NewArrival arrival);

    /** The arrival of the content, if it has been recorded. */
    Optional<Long> findArrival(ContentId content);

    /** LANDING to DONE. */
    boolean landed(long id);

    /** LANDING to FAILED: the file can never be put under its name. */
    boolean landingFailed(long id, String error);

    /** Arrivals that are still LANDING, oldest first. Skips what others hold, or waits a few seconds at most, then fails. */
    List<Landing> landings(int limit);

    /**
     * Locks a place in a home until the end of the transaction: whoever puts a file there, or takes one away by a job, does it
     * under this lock.
     *
     * @param path absolute within the home
     * @param patience how long to wait for another
     * @throws PlaceTakenException when that is over
     */
    void lockPlace(String account, String path, Duration patience);

    /**
     * Whether a later file has arrived for the same place: then this one must not replace it. Waits for others a few seconds
     * at most, then fails.
     */
    boolean isSuperseded(Landing landing);

    /** The event's outgoing transfer, if it has been recorded. */
    Optional<Outgoing> findOutgoing(EventId eventId);

    /** Records an outgoing transfer as SENDING; there is at most one for an event. */
    Outgoing insertPush(NewPush push);

    /** SENDING or FAILED to SENDING, under this owner, to this destination. */
    boolean sending(long id, NodeId node, Incarnation incarnation, Destination destination);

    /** SENDING to PUBLISHING: from now on only the rename of this temporary path can deliver the file. */
    boolean publishing(long id, String finalPath, String sha256);

    /** PUBLISHING to DONE. */
    boolean published(long id, NodeId node, String note);

    /** SENDING or FAILED to FAILED, on this node. */
    boolean sendingFailed(long id, NodeId node, String error);

    /** PUBLISHING to FAILED, on this node: the partner has shown that it did not rename, and never can. */
    boolean publishingFailed(long id, NodeId node, String error);

    /**
     * Deletes the oldest transfers that began before the age and whose cycle has no unfinished event.
     *
     * @return the contents of the deleted ones, of which others may still be referred to
     */
    List<ContentId> deleteOlderThan(Duration age, int limit);

    /** Tells the contents of the account's transfers, in and out, whose cycle has unfinished events. */
    void eachAwaited(String account, Consumer<ContentId> content);

    /** Those of the contents that a transfer refers to. */
    Set<ContentId> referred(Collection<ContentId> contents);
}
