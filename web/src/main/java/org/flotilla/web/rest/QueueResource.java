package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.cluster.Nodes;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.QueueCounters;
import org.flotilla.queue.QueueFigures;
import org.flotilla.web.security.Roles;

/** The event queue in numbers. */
@Path("queue")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "events")
public class QueueResource {

    @Inject
    private EventQueue queue;

    @Inject
    private QueueCounters counters;

    @Inject
    private Nodes nodes;

    @GET
    @Path("counters")
    @Operation(
            summary = "What the answering node did with the queue since it started",
            description =
                    "Wake-ups, claims by what caused them, events claimed, ended, dropped, given back, and taken from"
                            + " overloaded nodes. An idle node claims about once a second after a poll; what those find"
                            + " (foundByPolling) should be only what had become due, or wake-ups are lost. Ask each node at"
                            + " its own address.")
    public NodeQueueView counters() {
        return new NodeQueueView(nodes.self().name(), counters.counts());
    }

    @GET
    @Operation(
            summary = "The queue in numbers",
            description =
                    "What the dashboard shows. Of one state no more than 100001 events are counted: then there are more than 100000.")
    public QueueFigures figures() {
        return queue.figures();
    }
}
