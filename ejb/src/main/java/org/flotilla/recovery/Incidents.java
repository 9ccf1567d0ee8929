package org.flotilla.recovery;

import java.util.List;
import java.util.Optional;

/** The incidents, for those who look at them. Thread-safe. */
public interface Incidents {

    /** With their deliveries, newest first. */
    List<Incident> latest(int limit);

    Optional<Incident> find(long id);

    /** The open one, if there is one. */
    Optional<Incident> open();
}
