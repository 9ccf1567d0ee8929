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
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.schedule.CalendarImport;
import org.flotilla.schedule.CalendarRequest;
import org.flotilla.schedule.CalendarSummary;
import org.flotilla.schedule.Calendars;
import org.flotilla.schedule.HolidayCalendar;
import org.flotilla.web.problem.RequestRefused;
import org.flotilla.web.security.Roles;

/** The holiday calendars (S2). */
@Path("calendars")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "calendars")
public class CalendarResource {

    private static final int CONTENT_TOO_LARGE = 413;

    @Inject
    private Calendars calendars;

    @GET
    @Operation(summary = "All calendars, by name, without their days")
    public Page<CalendarSummary> list(@QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        return Cursor.page(calendars.list(), CalendarSummary::name, cursor, Cursor.limit(limit));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One calendar with its days, and its ETag")
    @APIResponseSchema(HolidayCalendar.class)
    public Response get(@PathParam("name") String name) {
        HolidayCalendar calendar = calendars.find(name).orElseThrow(() -> FlotillaException.notFound("calendar", name));
        return Answer.versioned(calendar, calendar.version());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates a calendar")
    @APIResponseSchema(value = HolidayCalendar.class, responseCode = "201")
    public Response create(CalendarRequest request, @Context SecurityContext caller, @Context UriInfo uri) {
        HolidayCalendar calendar = calendars.create(Answer.body(request), Answer.actor(caller));
        return Answer.created(calendar, calendar.version(), calendar.name(), uri);
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Changes a calendar",
            description =
                    "Days take the place of those it has; left out, they stay. Counts for each firing from now on.")
    @APIResponseSchema(HolidayCalendar.class)
    public Response update(
            @PathParam("name") String name,
            CalendarRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        HolidayCalendar calendar =
                calendars.update(name, Answer.body(request), IfMatch.version(ifMatch), Answer.actor(caller));
        return Answer.versioned(calendar, calendar.version());
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Deletes a calendar that no schedule keeps to")
    public void delete(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        calendars.delete(name, IfMatch.version(ifMatch), Answer.actor(caller));
    }

    @POST
    @Path("{name}/days")
    @RolesAllowed(Roles.ADMIN)
    @Consumes("text/calendar")
    @Operation(
            summary = "Adds the days of an iCalendar file to a calendar",
            description =
                    "Whole-day events; what repeats itself, until ten years from now. All or none: a broken file, or"
                            + " more than 5,000 days, is refused. It only adds, so it asks for no If-Match.")
    @APIResponseSchema(CalendarImport.class)
    public Response addDays(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) String length,
            InputStream file,
            @Context SecurityContext caller)
            throws IOException {
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > Calendars.MOST_BYTES) {
            throw tooLarge();
        }
        byte[] content = new BoundedStream(file, Calendars.MOST_BYTES, CalendarResource::tooLarge).readAllBytes();
        CalendarImport done = calendars.addDays(name, content, Answer.actor(caller));
        return Answer.versioned(done, done.version());
    }

    private static RequestRefused tooLarge() {
        return new RequestRefused(
                CONTENT_TOO_LARGE,
                "CONTENT_TOO_LARGE",
                "The iCalendar file is larger than " + Calendars.MOST_BYTES + " bytes.",
                "Leave out what is past, or import it in parts.");
    }
}
