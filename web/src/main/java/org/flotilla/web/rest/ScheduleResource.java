package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.ScheduleRequest;
import org.flotilla.schedule.Schedules;
import org.flotilla.web.security.Roles;

/** The schedules (S1, S2). */
@Path("schedules")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "schedules")
public class ScheduleResource {

    @Inject
    private Schedules schedules;

    @GET
    @Operation(summary = "All schedules, by name")
    public Page<Schedule> list(@QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        return Cursor.page(schedules.list(), Schedule::name, cursor, Cursor.limit(limit));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One schedule, with its ETag")
    @APIResponseSchema(Schedule.class)
    public Response get(@PathParam("name") String name) {
        Schedule schedule = schedules.find(name).orElseThrow(() -> FlotillaException.notFound("schedule", name));
        return Answer.versioned(schedule, schedule.version());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates a schedule")
    @APIResponseSchema(value = Schedule.class, responseCode = "201")
    public Response create(ScheduleRequest request, @Context SecurityContext caller, @Context UriInfo uri) {
        Schedule schedule = schedules.create(Answer.body(request), Answer.actor(caller));
        return Answer.created(schedule, schedule.version(), schedule.name(), uri);
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes a schedule", description = "Its next firing is counted anew from now.")
    @APIResponseSchema(Schedule.class)
    public Response update(
            @PathParam("name") String name,
            ScheduleRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        Schedule schedule =
                schedules.update(name, Answer.body(request), IfMatch.version(ifMatch), Answer.actor(caller));
        return Answer.versioned(schedule, schedule.version());
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Deletes a schedule")
    public void delete(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        schedules.delete(name, IfMatch.version(ifMatch), Answer.actor(caller));
    }
}
