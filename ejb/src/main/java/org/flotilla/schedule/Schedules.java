package org.flotilla.schedule;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Submitted;

/** The schedules, for those who keep them. A change counts for the next firing, on whichever node (S1). Thread-safe. */
public interface Schedules {

    /** @throws FlotillaException INVALID_INPUT with the field, CONFLICT if the name is taken */
    Schedule create(ScheduleRequest request, String actor);

    /**
     * Changes a schedule; its next firing is counted anew from now.
     *
     * @throws FlotillaException NOT_FOUND, INVALID_INPUT with the field, STALE if {@code version} is not the present one
     */
    Schedule update(String name, ScheduleRequest request, long version, String actor);

    /** @throws FlotillaException NOT_FOUND, STALE */
    void delete(String name, long version, String actor);

    /** Keeps it from firing until it is resumed. Of one that is paused nothing changes. @throws FlotillaException NOT_FOUND */
    Schedule pause(String name, String actor);

    /**
     * Lets it fire again, from now on: what fell into the pause is not made up for.
     *
     * @throws FlotillaException NOT_FOUND; CONFLICT if it never fires from now on
     */
    Schedule resume(String name, String actor);

    Optional<Schedule> find(String name);

    /** All, by name. */
    List<Schedule> list();

    /** Submits one event at once, beside the schedule's own firings. @throws FlotillaException NOT_FOUND */
    default Submitted runNow(String name, String actor) {
        return runNow(name, null, actor);
    }

    /**
     * Like {@link #runNow(String, String)}, once for each key.
     *
     * @param key the caller's own for this request, so that it can be repeated; may be null
     * @throws FlotillaException NOT_FOUND; INVALID_INPUT if the key is none
     */
    Submitted runNow(String name, String key, String actor);

    /** The names of the jobs that a schedule can run, in their order. */
    List<String> jobs();

    /** The next firings of a schedule; none if it is paused. @throws FlotillaException NOT_FOUND */
    List<Firing> firings(String name, int count);

    /** When such a schedule would fire, from now on; its job need not be given. @throws FlotillaException INVALID_INPUT */
    List<Firing> firings(ScheduleRequest request, int count);
}
