package org.flotilla.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flotilla.audit.Audit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Names;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.Submitted;

/** The schedules in the database; each act is one transaction with its audit entry. */
@Stateless
public class StoredSchedules implements Schedules {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,80}");
    private static final int MOST_FIRINGS = 100;

    private ScheduleStore store;
    private CalendarStore calendars;
    private ScheduleCheck check;
    private EventQueue queue;
    private Audit audit;

    /** For the container. */
    protected StoredSchedules() {}

    @Inject
    public StoredSchedules(
            ScheduleStore store, CalendarStore calendars, ScheduleCheck check, EventQueue queue, Audit audit) {
        this.store = store;
        this.calendars = calendars;
        this.check = check;
        this.queue = queue;
        this.audit = audit;
    }

    @Override
    public Schedule create(ScheduleRequest request, String actor) {
        Schedule schedule = check.schedule(request, true, store.now());
        if (!store.insert(schedule)) {
            throw Names.taken("schedule", request.name());
        }
        audit.record(actor, "schedule.create", schedule.name(), text(schedule));
        return existing(schedule.name());
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
    public Schedule pause(String name, String actor) {
        Schedule schedule = existing(name);
        if (!schedule.enabled()) {
            return schedule;
        }
        return change(schedule, schedule.with(false, schedule.nominalAt(), schedule.nextFireAt()), "pause", actor);
    }

    @Override
    public Schedule resume(String name, String actor) {
        Schedule schedule = existing(name);
        if (schedule.enabled()) {
            return schedule;
        }
        FiringPlan plan = FiringPlan.of(schedule);
        Instant first = plan.first(store.now())
                .orElseThrow(() -> new FlotillaException(
                                ErrorCode.CONFLICT,
                                "The schedule '" + name + "' never fires from now on.",
                                "Change its expression or its dates.")
                        .told("neverFires", schedule.expression()));
        return change(schedule, schedule.with(true, first, plan.due(first)), "resume", actor);
    }

    private Schedule change(Schedule before, Schedule after, String act, String actor) {
        if (!store.update(after, before.version())) {
            throw stale(before.name());
        }
        audit.record(actor, "schedule." + act, before.name(), null);
        return existing(before.name());
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
    public Submitted runNow(String name, String key, String actor) {
        Schedule schedule = existing(name);
        EventRequest request = RunJobRequest.of(schedule);
        Submitted submitted =
                queue.submit(key == null ? request : request.withIdempotencyKey("run:" + name + ":" + checkedKey(key)));
        if (submitted.isNew()) {
            audit.record(actor, "schedule.run", name, "event " + submitted.id());
        }
        return submitted;
    }

    private static String checkedKey(String key) {
        if (!KEY.matcher(key).matches()) {
            throw FlotillaException.invalid(
                            "The idempotency key is none.", "Give 1 to 80 visible ASCII characters, such as a UUID.")
                    .of("Idempotency-Key");
        }
        return key;
    }

    @Override
    public List<String> jobs() {
        return check.jobs();
    }

    @Override
    public List<Firing> firings(String name, int count) {
        Schedule schedule = existing(name);
        return schedule.enabled() ? firings(schedule, count) : List.of();
    }

    @Override
    public List<Firing> firings(ScheduleRequest request, int count) {
        return firings(check.timed(request, true, store.now()), count);
    }

    /** From its next one on. */
    private List<Firing> firings(Schedule schedule, int count) {
        if (count < 1 || count > MOST_FIRINGS) {
            throw FlotillaException.invalid(
                            "There are no " + count + " firings to show.", "Ask for 1 to " + MOST_FIRINGS + ".")
                    .of("count");
        }
        FiringPlan plan = FiringPlan.of(schedule);
        return plan.from(Optional.of(schedule.nominalAt()), count).stream()
                .map(at -> firing(schedule, plan, at))
                .toList();
    }

    private Firing firing(Schedule schedule, FiringPlan plan, Instant at) {
        LocalDate day = plan.day(at);
        Optional<String> holiday = Optional.ofNullable(schedule.calendar()).flatMap(name -> calendars.label(name, day));
        String local = at.atZone(ZoneId.of(schedule.timeZone())).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        return new Firing(at, local, schedule.timeZone(), plan.due(at), holiday.isPresent(), holiday.orElse(null));
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
                request.enabled(),
                request.misfire(),
                request.jitterSeconds(),
                request.startsAt(),
                request.endsAt(),
                request.calendar());
    }

    private static String text(Schedule schedule) {
        StringBuilder text = new StringBuilder(schedule.kind() + " '" + schedule.expression() + "' "
                + schedule.timeZone() + ", job " + schedule.job() + " " + schedule.jobParameters() + ", "
                + schedule.misfire());
        if (schedule.jitterSeconds() > 0) {
            text.append(", jitter ").append(schedule.jitterSeconds()).append(" s");
        }
        if (schedule.startsAt() != null || schedule.endsAt() != null) {
            text.append(", from ").append(schedule.startsAt()).append(" to ").append(schedule.endsAt());
        }
        if (schedule.calendar() != null) {
            text.append(", calendar ").append(schedule.calendar());
        }
        return text.append(schedule.enabled() ? "" : ", off").toString();
    }

    private static FlotillaException stale(String name) {
        return new FlotillaException(
                        ErrorCode.STALE,
                        "The schedule '" + name + "' was changed by somebody else.",
                        "Read it again and repeat your change.")
                .told("stale", name);
    }
}
