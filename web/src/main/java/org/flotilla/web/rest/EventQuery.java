package org.flotilla.web.rest;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;

/** The query parameters of a list of events. */
public class EventQuery extends ListQuery {

    @QueryParam("state")
    private String state;

    @QueryParam("type")
    private String type;

    @QueryParam("account")
    private String account;

    @QueryParam("site")
    private String site;

    @QueryParam("node")
    @Parameter(description = "The node that runs it, or ran it last")
    private String node;

    @QueryParam("cycleId")
    private String cycleId;

    EventFilter filter() {
        return new EventFilter(
                QueryText.choice("state", state, EventState.class),
                QueryText.choice("type", type, TaskType.class),
                QueryText.text(account),
                QueryText.text(site),
                QueryText.text(node),
                QueryText.cycle(cycleId));
    }
}
