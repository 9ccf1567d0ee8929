package org.flotilla.schedule;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventQueue;
import org.flotilla.schedule.JobExecution.Status;

/** What the state of a run, and that of its event, lets an operator do (S5). */
final class RunStates {

    private final JobExecutionStore store;
    private final EventQueue queue;

    RunStates(JobExecutionStore store, EventQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    /** @throws FlotillaException NOT_FOUND */
    JobExecution existing(long id) {
        return store.find(id).orElseThrow(() -> FlotillaException.notFound("job run", id));
    }

    /** @throws FlotillaException NOT_FOUND; CONFLICT if it did not fail or stop, or another run went on from it */
    JobExecution lastThatCanGoOn(long id) {
        JobExecution run = existing(id);
        if (run.status() != Status.FAILED && run.status() != Status.STOPPED) {
            throw conflict(run, "Only a run that is FAILED or STOPPED can be restarted or abandoned.");
        }
        List<JobExecution> chain = store.chain(id);
        JobExecution last = chain.get(chain.size() - 1);
        if (last.id() != id) {
            throw conflict(
                    run, "Run " + last.id() + ", which is " + last.status() + ", went on from it: look at that.");
        }
        return run;
    }

    /**
     * The run's event; empty if the history has forgotten it.
     *
     * @throws FlotillaException CONFLICT if it has not ended: then the queue itself goes on
     */
    Optional<EventId> endedEvent(JobExecution run) {
        Optional<Event> event = run.event().flatMap(queue::find);
        event.filter(found -> !found.state().isFinal()).ifPresent(found -> {
            throw conflict(
                    run,
                    "Its event " + found.id() + " is " + found.state()
                            + ": the job goes on with that. Cancel the event if it must not.");
        });
        return event.map(Event::id);
    }

    FlotillaException conflict(JobExecution run, String remedy) {
        return new FlotillaException(
                ErrorCode.CONFLICT, "Run " + run.id() + " of job " + run.job() + " is " + run.status() + ".", remedy);
    }
}
