package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventActions;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.Submitted;
import org.flotilla.web.security.Roles;

/** What operators do to events (Q8). What the state of an event does not allow is refused with 409 and both states. */
@Path("events")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@Tag(name = "events")
public class EventActionResource {

    private static final String ONE = "{id: \\d{1,18}}";

    @Inject
    private EventActions actions;

    @Inject
    private EventQueue queue;

    @Context
    private SecurityContext caller;

    @POST
    @Path(ONE + "/cancel")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Cancels an event that has not ended",
            description =
                    "One that runs is taken from its node. While a file is put under its final name at the partner this"
                            + " is refused, unless force=true: then nobody knows whether the partner has the file.")
    @APIResponseSchema(Event.class)
    public Event cancel(@PathParam("id") long id, @QueryParam("force") String force) {
        return act(EventAction.CANCEL, null, force, id);
    }

    @POST
    @Path(ONE + "/suspend")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(summary = "Keeps a waiting event from being run until it is resumed")
    @APIResponseSchema(Event.class)
    public Event suspend(@PathParam("id") long id) {
        return act(EventAction.SUSPEND, null, null, id);
    }

    @POST
    @Path(ONE + "/resume")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(summary = "Lets a suspended event run, when it is due")
    @APIResponseSchema(Event.class)
    public Event resume(@PathParam("id") long id) {
        return act(EventAction.RESUME, null, null, id);
    }

    @PATCH
    @Path(ONE)
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Changes the priority of an event that has not ended",
            description = "Of one that runs: for its next attempt. The last write wins; both are in the audit log.")
    @APIResponseSchema(Event.class)
    public Event prioritise(@PathParam("id") long id, PriorityInput input) {
        return act(EventAction.PRIORITISE, Answer.body(input).priority(), null, id);
    }

    @POST
    @Path(ONE + "/resubmit")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Submits what an ended event was to do once more",
            description =
                    "As a new event of the same cycle, whose attribute 'resubmissionOf' names this one. Answers 202, and"
                            + " 200 with the event it was resubmitted as before. What is DONE, or what a partner may have got"
                            + " already, is done once more only with force=true.")
    @APIResponseSchema(value = EventAccepted.class, responseCode = "202")
    public Response resubmit(@PathParam("id") long id, @QueryParam("force") String force, @Context UriInfo uri) {
        Submitted submitted = actions.act(request(EventAction.RESUBMIT, null, force), new EventId(id));
        return Answer.accepted(submitted, uri);
    }

    @POST
    @Path("bulk")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Does something to all events that match a filter",
            description =
                    "With dryRun nothing is changed, and the answer says how many it would be. RESUBMIT takes what is"
                            + " DEAD or CANCELLED; with force and state=DONE in the filter, what is DONE; the oldest first, so"
                            + " that an ordering key keeps its order. Runs in parts: what is done stays done. After some thousand events, or a million DONE ones looked at, the answer has 'next':"
                            + " send it as 'cursor' to go on. A dryRun counts in as many, from the cursor on; 'more' says that"
                            + " there can be more.")
    public BulkAnswer bulk(BulkInput input) {
        BulkInput given = Answer.body(input);
        ActionRequest request = given.request(Answer.actor(caller));
        String cursor = QueryText.text(given.cursor());
        return given.isDryRun()
                ? BulkAnswer.of(actions.count(request, given.events(), cursor))
                : BulkAnswer.of(actions.act(request, given.events(), cursor));
    }

    private Event act(EventAction action, Integer priority, String force, long id) {
        EventId event = new EventId(id);
        actions.act(request(action, priority, force), event);
        return queue.find(event).orElseThrow(() -> FlotillaException.notFound("event", id));
    }

    private ActionRequest request(EventAction action, Integer priority, String force) {
        return new ActionRequest(action, priority, QueryText.flag("force", force), Answer.actor(caller));
    }
}
