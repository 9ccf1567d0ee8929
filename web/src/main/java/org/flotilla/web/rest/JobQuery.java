package org.flotilla.web.rest;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Moments;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobFilter;

/** The query parameters of a list of runs. */
public class JobQuery extends ListQuery {

    private static final int MOST_DIGITS = 18;

    @QueryParam("job")
    private String job;

    @QueryParam("status")
    private String status;

    @QueryParam("node")
    @Parameter(description = "The node that it ran on")
    private String node;

    @QueryParam("schedule")
    private String schedule;

    @QueryParam("event")
    @Parameter(description = "The event that carries it")
    private String event;

    @QueryParam("from")
    @Parameter(description = "Created at or after this: 2026-01-31T00:00:00Z")
    private String from;

    @QueryParam("to")
    @Parameter(description = "Created before this")
    private String to;

    JobFilter filter() {
        return new JobFilter(
                QueryText.text(job),
                QueryText.choice("status", status, JobExecution.Status.class),
                QueryText.text(node),
                QueryText.text(schedule),
                event(QueryText.text(event)),
                moment("from", QueryText.text(from)),
                moment("to", QueryText.text(to)));
    }

    private static EventId event(String text) {
        if (text != null && !text.matches("[1-9][0-9]{0," + (MOST_DIGITS - 1) + "}")) {
            throw FlotillaException.invalid("'" + text + "' is no number of an event.", "Give digits only.")
                    .of("event");
        }
        return text == null ? null : new EventId(Long.parseLong(text));
    }

    private static Instant moment(String name, String text) {
        return text == null ? null : FlotillaException.checking(name, () -> Moments.parse(text));
    }
}
