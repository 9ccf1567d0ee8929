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

    /** The names of the enabled schedules that are due by the database's clock, longest due first. */
    List<String> due(int limit);

    /** The named schedule, if it is still due and nobody else is firing it: locked until the transaction ends. */
    Optional<Schedule> lockIfDue(String name);

    /** Moves a locked schedule from this firing to the next; false if it does not stand at this firing any more. */
    boolean move(String name, Instant firing, Instant next);

    /** Stops a locked schedule that has no further firing. */
    void retire(String name, Instant firing);
}
