package org.flotilla.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Submitted;

/** The schedules, for those who keep them. A change counts for the next firing, on whichever node (S1). Thread-safe. */
public interface Schedules {

    /** @throws FlotillaException INVALID_INPUT, CONFLICT if the name is taken */
    Schedule create(ScheduleRequest request, String actor);

    /**
     * Changes a schedule; its next firing is counted anew from now.
     *
     * @throws FlotillaException NOT_FOUND, INVALID_INPUT, STALE if {@code version} is not the present one
     */
    Schedule update(String name, ScheduleRequest request, long version, String actor);

    /** @throws FlotillaException NOT_FOUND, STALE */
    void delete(String name, long version, String actor);

    Optional<Schedule> find(String name);

    /** All, by name. */
    List<Schedule> list();

    /** Submits one event at once, beside the schedule's own firings. @throws FlotillaException NOT_FOUND */
    Submitted runNow(String name, String actor);

    /** When such a schedule would fire, from now on. @throws FlotillaException INVALID_INPUT */
    List<Instant> nextFirings(ScheduleRequest request, int count);
}
