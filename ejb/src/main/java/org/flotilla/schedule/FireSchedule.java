package org.flotilla.schedule;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.flotilla.config.Parameters;
import org.flotilla.queue.EventQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires one schedule: submits its event and moves it to its next firing, in one transaction (S1). If the node dies here
 * neither has happened, and another node fires it; if two nodes race, one finds the row locked or moved.
 */
@Stateless
public class FireSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(FireSchedule.class);

    private ScheduleStore store;
    private CalendarStore calendars;
    private EventQueue queue;
    private Parameters parameters;

    /** For the container. */
    protected FireSchedule() {}

    @Inject
    public FireSchedule(ScheduleStore store, CalendarStore calendars, EventQueue queue, Parameters parameters) {
        this.store = store;
        this.calendars = calendars;
        this.queue = queue;
        this.parameters = parameters;
    }

    /** Fires the named schedule if it is due and nobody else does, or leaves the firing out; whether it did either. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean fire(String name) {
        Optional<Schedule> due = store.lockIfDue(name);
        due.ifPresent(this::fire);
        return due.isPresent();
    }

    private void fire(Schedule schedule) {
        FiringPlan plan = FiringPlan.of(schedule);
        Instant firing = schedule.nominalAt();
        Instant now = store.now();
        Instant inTime = now.minus(parameters.get(ScheduleParameters.MISFIRE_THRESHOLD));
        boolean missed = schedule.nextFireAt().isBefore(inTime);
        if (isHoliday(schedule, plan, firing)) {
            Instant endOfDay = plan.endOfDay(firing);
            LOG.debug("Schedule {} does not fire at {}: a holiday of {}", schedule.name(), firing, schedule.calendar());
            move(schedule, plan, plan.after(firing, endOfDay.isBefore(inTime) ? endOfDay : inTime), false);
        } else if (missed) {
            missed(schedule, plan, now, inTime);
        } else {
            submit(schedule, plan, plan.after(firing));
        }
    }

    private void missed(Schedule schedule, FiringPlan plan, Instant now, Instant inTime) {
        Instant firing = schedule.nominalAt();
        store.missed(schedule.name(), firing, schedule.misfire());
        if (schedule.misfire() == Misfire.SKIP) {
            LOG.info("Schedule {} leaves out what it missed since {}", schedule.name(), firing);
            move(schedule, plan, plan.after(firing, inTime), false);
        } else {
            boolean once = schedule.misfire() == Misfire.RUN_ONCE;
            submit(schedule, plan, once ? plan.after(firing, now) : plan.after(firing));
        }
    }

    private void submit(Schedule schedule, FiringPlan plan, Optional<Instant> next) {
        queue.submit(RunJobRequest.of(schedule, schedule.nominalAt()));
        move(schedule, plan, next, true);
    }

    private boolean isHoliday(Schedule schedule, FiringPlan plan, Instant firing) {
        return schedule.calendar() != null
                && calendars.label(schedule.calendar(), plan.day(firing)).isPresent();
    }

    private void move(Schedule schedule, FiringPlan plan, Optional<Instant> next, boolean fired) {
        Instant due = schedule.nextFireAt();
        if (next.isEmpty()) {
            store.retire(schedule.name(), due, fired);
            LOG.info("Schedule {} has no further firing", schedule.name());
        } else if (!store.move(schedule.name(), due, next.get(), plan.due(next.get()), fired)) {
            throw new IllegalStateException("Schedule " + schedule.name() + " was moved by another although locked");
        }
    }
}
