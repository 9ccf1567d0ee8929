package org.flotilla.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The schedules as they stand in the database. Works in the caller's transaction. */
public interface ScheduleStore {

    /** The database's clock. */
    Instant now();

    List<Schedule> list();

    Optional<Schedule> find(String name);

    /** False if the name is taken. */
    boolean insert(Schedule schedule);

    /** Changes everything but the last firing, and raises the version; false if the version is another. */
    boolean update(Schedule schedule, long version);

    /** False if the version is another. */
    boolean delete(String name, long version);

    /** The enabled schedules that are due by the database's clock, or will be within a second; longest due first. */
    List<Upcoming> upcoming(int limit);

    /** The named schedule, if it is still due and nobody else is firing it: locked until the transaction ends. */
    Optional<Schedule> lockIfDue(String name);

    /**
     * Moves a locked schedule to its next firing; false if it is not the one that was due then any more.
     *
     * @param wasDue its {@link Schedule#nextFireAt()} up to now
     * @param nominal the moment of the next firing, {@code due} that with its share of the jitter
     * @param fired whether an event was submitted: then this was its last firing, and how late it is now is kept
     */
    boolean move(String name, Instant wasDue, Instant nominal, Instant due, boolean fired);

    /** Remembers that a firing came too late, and by which rule it was run or left out; for reports. */
    void missed(String name, Instant firing, Misfire rule);

    /** Stops a locked schedule that has no further firing. */
    void retire(String name, Instant wasDue, boolean fired);
}
