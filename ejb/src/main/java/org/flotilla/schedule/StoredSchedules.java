package org.flotilla.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flotilla.audit.Audit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.Submitted;

/** The schedules in the database; each act is one transaction with its audit entry. */
@Stateless
public class StoredSchedules implements Schedules {

    private ScheduleStore store;
    private ScheduleCheck check;
    private EventQueue queue;
    private Audit audit;

    /** For the container. */
    protected StoredSchedules() {}

    @Inject
    public StoredSchedules(ScheduleStore store, ScheduleCheck check, EventQueue queue, Audit audit) {
        this.store = store;
        this.check = check;
        this.queue = queue;
        this.audit = audit;
    }

    @Override
    public Schedule create(ScheduleRequest request, String actor) {
        Schedule schedule = check.schedule(request, true, store.now());
        if (!store.insert(schedule)) {
            throw new FlotillaException(
                    ErrorCode.CONFLICT, "There is a schedule '" + request.name() + "' already.", "Take another name.");
        }
        audit.record(actor, "schedule.create", schedule.name(), text(schedule));
        return find(schedule.name()).orElseThrow();
    }

    @Override
    public Schedule update(String name, ScheduleRequest request, long version, String actor) {
        Schedule before = existing(name);
        Schedule after = check.schedule(renamed(request, name), before.enabled(), store.now());
        if (!store.update(after, version)) {
            throw stale(name);
        }
        audit.record(actor, "schedule.update", name, text(before) + " -> " + text(after));
        return existing(name);
    }

    @Override
    public void delete(String name, long version, String actor) {
        Schedule before = existing(name);
        if (!store.delete(name, version)) {
            throw stale(name);
        }
        audit.record(actor, "schedule.delete", name, text(before));
    }

    @Override
    public Optional<Schedule> find(String name) {
        return store.find(name);
    }

    @Override
    public List<Schedule> list() {
        return store.list();
    }

    @Override
    public Submitted runNow(String name, String actor) {
        Schedule schedule = existing(name);
        audit.record(actor, "schedule.run", name, null);
        return queue.submit(RunJobRequest.of(schedule));
    }

    @Override
    public List<Instant> nextFirings(ScheduleRequest request, int count) {
        Timing timing = Timing.of(request.kind(), request.expression(), request.timeZone());
        return Stream.iterate(timing.after(store.now()), Optional::isPresent, at -> at.flatMap(timing::after))
                .limit(count)
                .map(Optional::orElseThrow)
                .toList();
    }

    private Schedule existing(String name) {
        return store.find(name).orElseThrow(() -> FlotillaException.notFound("schedule", name));
    }

    private static ScheduleRequest renamed(ScheduleRequest request, String name) {
        return new ScheduleRequest(
                name,
                request.kind(),
                request.expression(),
                request.timeZone(),
                request.job(),
                request.jobParameters(),
                request.enabled());
    }

    private static String text(Schedule schedule) {
        return schedule.kind() + " '" + schedule.expression() + "' " + schedule.timeZone() + ", job " + schedule.job()
                + " " + schedule.jobParameters() + (schedule.enabled() ? "" : ", off");
    }

    private static FlotillaException stale(String name) {
        return new FlotillaException(
                ErrorCode.STALE,
                "The schedule '" + name + "' was changed by somebody else.",
                "Read it again and repeat your change.");
    }
}
