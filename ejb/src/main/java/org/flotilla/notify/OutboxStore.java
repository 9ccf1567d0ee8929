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

    /** Not accepted: to be tried again; false if it is not this attempt's any more. */
    boolean failed(Delivery delivery, Incarnation incarnation, String error, Duration backOff);
}
