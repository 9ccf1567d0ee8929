package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.queue.Submitted;
import org.flotilla.schedule.Firing;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.ScheduleRequest;
import org.flotilla.schedule.Schedules;
import org.flotilla.web.security.Roles;

/** What operators do to schedules, and when those will fire (S2). */
@Path("schedules")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
@Tag(name = "schedules")
public class ScheduleActionResource {

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,4}");
    private static final int USUAL_COUNT = 10;

    @Inject
    private Schedules schedules;

    @POST
    @Path("{name}/run")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Runs a schedule's job now",
            description =
                    "Beside its own firings, and even if it is paused. Answers 202 with the event that carries the run."
                            + " With the header Idempotency-Key, the same request again answers 200 with the first event.")
    @APIResponseSchema(value = EventAccepted.class, responseCode = "202")
    public Response run(
            @PathParam("name") String name,
            @HeaderParam("Idempotency-Key") String key,
            @Context SecurityContext caller,
            @Context UriInfo uri) {
        Submitted submitted = schedules.runNow(name, key, Answer.actor(caller));
        return Answer.accepted(submitted, uri);
    }

    @POST
    @Path("{name}/pause")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(summary = "Keeps a schedule from firing until it is resumed")
    @APIResponseSchema(Schedule.class)
    public Response pause(@PathParam("name") String name, @Context SecurityContext caller) {
        Schedule schedule = schedules.pause(name, Answer.actor(caller));
        return Answer.versioned(schedule, schedule.version());
    }

    @POST
    @Path("{name}/resume")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Lets a paused schedule fire again, from now on",
            description = "What fell into the pause is not made up for.")
    @APIResponseSchema(Schedule.class)
    public Response resume(@PathParam("name") String name, @Context SecurityContext caller) {
        Schedule schedule = schedules.resume(name, Answer.actor(caller));
        return Answer.versioned(schedule, schedule.version());
    }

    @GET
    @Path("{name}/firings")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "The next firings of a schedule",
            description =
                    "Ten, or as many as 'count' says, up to 100; none while it is paused. Those on a holiday are marked"
                            + " as skipped.")
    public Page<Firing> firings(@PathParam("name") String name, @QueryParam("count") String count) {
        return new Page<>(schedules.firings(name, count(count)), null);
    }

    @POST
    @Path("firings")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "When a schedule would fire that is not saved yet",
            description = "Give it as for POST of /schedules; its name and job may be left out. Changes nothing.")
    public Page<Firing> firings(ScheduleRequest request, @QueryParam("count") String count) {
        return new Page<>(schedules.firings(Answer.body(request), count(count)), null);
    }

    private static int count(String wanted) {
        String text = QueryText.text(wanted);
        if (text == null) {
            return USUAL_COUNT;
        }
        if (!COUNT.matcher(text).matches()) {
            throw FlotillaException.invalid("'" + text + "' is no number of firings.", "Give 1 to 100.")
                    .of("count");
        }
        return Integer.parseInt(text);
    }
}
