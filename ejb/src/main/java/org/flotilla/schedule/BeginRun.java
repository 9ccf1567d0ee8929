package org.flotilla.schedule;

import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;

/** Has to happen before a run of a job does anything (S4): whoever takes the event over finds the run by what is written. */
public interface BeginRun {

    /** @throws FlotillaException NOT_OWNER: the run must not begin; another node has, or will have, the event */
    void begin(long execution, Claim claim);
}
