package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventQueue;
import org.flotilla.transfer.SubmittedEvents;
import org.flotilla.web.security.Roles;

/** The events of the queue (Q8). */
@Path("events")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "events")
public class EventResource {

    @Inject
    private EventQueue queue;

    @Inject
    private SubmittedEvents submitted;

    @GET
    @Operation(
            summary = "Events by filter, newest first",
            description =
                    "Unfinished and finished ones. One request looks at a million of the history, a second at most: so a page"
                            + " can have fewer events than asked for, or none, and a 'next' with which to look further back.")
    public Page<Event> list(@BeanParam EventQuery query) {
        EventFilter filter = query.filter();
        String key = query.idempotencyKey();
        return key == null ? queue.find(filter, query.cursor(), query.limit()) : submitted.find(key, filter);
    }

    @GET
    @Path("{id: \\d{1,18}}")
    @Operation(summary = "An event with the history of its states")
    public EventDetail get(@PathParam("id") long id) {
        EventId event = new EventId(id);
        return queue.find(event)
                .map(found -> EventDetail.of(
                        found,
                        queue.idempotencyKey(event).orElse(null),
                        queue.waitsFor(found).orElse(null),
                        queue.changes(event)))
                .orElseThrow(() -> FlotillaException.notFound("event", id));
    }
}
