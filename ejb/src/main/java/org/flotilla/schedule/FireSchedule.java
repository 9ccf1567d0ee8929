package org.flotilla.schedule;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
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
    private EventQueue queue;

    /** For the container. */
    protected FireSchedule() {}

    @Inject
    public FireSchedule(ScheduleStore store, EventQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /** Fires the named schedule if it is due and nobody else does; whether it did. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean fire(String name) {
        Optional<Schedule> due = store.lockIfDue(name);
        due.ifPresent(this::fire);
        return due.isPresent();
    }

    private void fire(Schedule schedule) {
        Instant firing = schedule.nextFireAt();
        queue.submit(RunJobRequest.of(schedule, firing));
        Timing timing = Timing.of(schedule.kind(), schedule.expression(), schedule.timeZone());
        Optional<Instant> next = timing.after(firing, store.now());
        if (next.isEmpty()) {
            store.retire(schedule.name(), firing);
            LOG.info("Schedule {} fired for the last time", schedule.name());
        } else if (!store.move(schedule.name(), firing, next.get())) {
            throw new IllegalStateException("Schedule " + schedule.name() + " was moved by another although locked");
        }
    }
}
