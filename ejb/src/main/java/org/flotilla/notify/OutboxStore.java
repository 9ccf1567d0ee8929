package org.flotilla.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/** The outbox as it stands in the database. */
public interface OutboxStore {

    /** In the caller's transaction; does nothing if this kind of notice is there for the incident and channel. */
    void insert(String channel, Notice notice);

    /** In the caller's transaction; false if one with its key is there. */
    boolean insert(String channel, Letter letter);

    List<Delivery> of(long incident);

    /** Takes the longest due delivery that nobody else is taking, for {@code hold}; counts the attempt. */
    Optional<Delivery> claim(NodeId node, Incarnation incarnation, Duration hold);

    /** Accepted, whoever has claimed it since; false if that is recorded already. */
    boolean sent(Delivery delivery);

    /** Accepted for some: to be tried again for the rest, whoever has claimed it since; false if it is ended. */
    boolean partlySent(Delivery delivery, String rest, String error, Duration backOff);

    /**
     * Not to be tried any more, as nobody will accept it who has not; false if it is ended, or another's by now.
     *
     * @param accepted whether this attempt was accepted for some: then it does not matter who has claimed it since
     */
    boolean giveUp(Delivery delivery, Incarnation incarnation, boolean accepted, String error);

    /** Those that were given up in the last day, newest first. */
    List<Delivery> givenUp(int limit);

    /** Deletes, in the caller's transaction, letters that ended longer ago than {@code age}. */
    int purge(Duration age, int limit);

    /** Not accepted: to be tried again; false if it is not this attempt's any more. */
    boolean failed(Delivery delivery, Incarnation incarnation, String error, Duration backOff);
}
