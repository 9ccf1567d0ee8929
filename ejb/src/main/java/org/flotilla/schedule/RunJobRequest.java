package org.flotilla.schedule;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flotilla.core.CycleId;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.TaskType;

/** How a schedule's firing is written as an event, and read from it. */
final class RunJobRequest {

    static final String ACTION = "run-job";

    /** Of a job that connects to a site: its event has a place there while it runs. */
    static final String AT_SITE = "run-job-at-site";

    static final String JOB = "job";
    static final String SCHEDULE = "schedule";
    /** The moment of the firing, without its jitter; absent where somebody ran it by hand. */
    static final String FIRING = "firing";

    private static final String PARAMETER = "job.";

    /** Jobs that are other work than housekeeping, so that the workload directs them (W2). */
    private static final Map<String, TaskType> TYPES = Map.of("pull", TaskType.PULL, "monitor", TaskType.FM_TRIGGERED);

    private RunJobRequest() {}

    /** A run that a person starts. */
    static EventRequest of(String job, Map<String, String> parameters) {
        return event(job, parameters, Map.of());
    }

    /** A run of a schedule that a person starts: it stands for itself. */
    static EventRequest of(Schedule schedule) {
        return event(schedule.job(), schedule.jobParameters(), Map.of(SCHEDULE, schedule.name()));
    }

    /** The one event of this firing, however often it is submitted (S1). */
    static EventRequest of(Schedule schedule, Instant firing) {
        return event(
                        schedule.job(),
                        schedule.jobParameters(),
                        Map.of(SCHEDULE, schedule.name(), FIRING, firing.toString()))
                .withIdempotencyKey("schedule:" + schedule.name() + ":" + firing);
    }

    private static EventRequest event(String job, Map<String, String> parameters, Map<String, String> origin) {
        Map<String, String> attributes = new LinkedHashMap<>(origin);
        attributes.put(JOB, job);
        parameters.forEach((name, value) -> attributes.put(PARAMETER + name, value));
        return event(job, parameters).withAttributes(attributes);
    }

    /** Of the job's kind of work; one that pulls is its site's and its account's, a monitor its account's. */
    private static EventRequest event(String job, Map<String, String> parameters) {
        TaskType type = TYPES.getOrDefault(job, TaskType.MAINTENANCE);
        EventRequest event = EventRequest.of(type, type == TaskType.PULL ? AT_SITE : ACTION, CycleId.next());
        if (!TYPES.containsKey(job)) {
            return event;
        }
        return event.withSite(parameters.get("site")).withAccount(parameters.get("account"));
    }

    /** The same for each attempt of the event, and on whichever node. */
    static Instant moment(Event event) {
        String firing = event.attributes().get(FIRING);
        return firing == null ? event.createdAt() : Instant.parse(firing);
    }

    static Map<String, String> parameters(Event event) {
        Map<String, String> parameters = new LinkedHashMap<>();
        event.attributes().forEach((name, value) -> {
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), value);
            }
        });
        return parameters;
    }
}
