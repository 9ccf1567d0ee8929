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

    @QueryParam("orderingKey")
    @Parameter(description = "The whole key")
    private String orderingKey;

    @QueryParam("idempotencyKey")
    @Parameter(description = "The whole key: the one event that was submitted under it, if it matches the rest")
    private String idempotencyKey;

    EventFilter filter() {
        return new EventFilter(
                QueryText.choice("state", state, EventState.class),
                QueryText.choice("type", type, TaskType.class),
                QueryText.text(account),
                QueryText.text(site),
                QueryText.text(node),
                QueryText.cycle(cycleId),
                QueryText.text(orderingKey));
    }

    String idempotencyKey() {
        return QueryText.text(idempotencyKey);
    }
}
