package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.queue.Submitted;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobLogLine;
import org.flotilla.schedule.Jobs;
import org.flotilla.web.security.Roles;

/** The runs of batch jobs on all nodes (S5). What the state of a run does not allow is refused with 409 and that state. */
@Path("jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "jobs")
public class JobResource {

    private static final String ONE = "{id: \\d{1,18}}";

    @Inject
    private Jobs jobs;

    @GET
    @Operation(
            summary = "Runs with their steps by filter, newest first",
            description = "Of the whole cluster; a restart is a run.")
    public Page<JobExecution> list(@BeanParam JobQuery query) {
        return jobs.list(query.filter(), query.cursor(), query.limit());
    }

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Runs a job once",
            description =
                    "Answers 202 with the event that carries the run. Parameters may be given by administrators only; operators"
                            + " run schedules that have them.")
    @APIResponseSchema(value = EventAccepted.class, responseCode = "202")
    public Response start(JobInput input, @Context SecurityContext caller, @Context UriInfo uri) {
        JobInput given = Answer.body(input);
        if (!given.jobParameters().isEmpty() && !caller.isUserInRole(Roles.ADMIN)) {
            throw new FlotillaException(
                    ErrorCode.PERMISSION_DENIED,
                    "Only administrators say with which parameters a job runs.",
                    "Run a schedule that has them, or ask an administrator.");
        }
        return Answer.accepted(jobs.start(given.job(), given.jobParameters(), Answer.actor(caller)), uri);
    }

    @GET
    @Path("names")
    @Operation(summary = "The jobs there are")
    public List<String> names() {
        return jobs.names();
    }

    @GET
    @Path(ONE)
    @Operation(summary = "One run with its steps and their partitions")
    public JobExecution get(@PathParam("id") long id) {
        return jobs.find(id).orElseThrow(() -> FlotillaException.notFound("job run", id));
    }

    @GET
    @Path(ONE + "/restarts")
    @Operation(
            summary = "The run with those that it goes on from and that went on from it, first to last",
            description =
                    "A run goes on from another when its node was lost, it was tried again, or somebody restarted it.")
    public List<JobExecution> restarts(@PathParam("id") long id) {
        return jobs.restarts(id);
    }

    @GET
    @Path(ONE + "/log")
    @Operation(summary = "The last 200 lines that the run said, first to last")
    public List<JobLogLine> log(@PathParam("id") long id) {
        return jobs.log(id);
    }

    @POST
    @Path(ONE + "/stop")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Asks a run to stop at its next checkpoint, on whichever node it is",
            description = "Its event is then DEAD; restart lets it go on.")
    public JobExecution stop(@PathParam("id") long id, @Context SecurityContext caller) {
        jobs.stop(id, Answer.actor(caller));
        return get(id);
    }

    @POST
    @Path(ONE + "/restart")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Lets a run that FAILED or was STOPPED go on from its last checkpoint",
            description =
                    "Resubmits its event. Answers 202 with the new one, and 200 with the one that it was resubmitted"
                            + " as before. Only the last run of a chain can be restarted, and only when its event has ended.")
    @APIResponseSchema(value = EventAccepted.class, responseCode = "202")
    public Response restart(@PathParam("id") long id, @Context SecurityContext caller, @Context UriInfo uri) {
        Submitted submitted = jobs.restart(id, Answer.actor(caller));
        return Answer.accepted(submitted, uri);
    }

    @POST
    @Path(ONE + "/abandon")
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Operation(
            summary = "Gives a run up that FAILED or was STOPPED",
            description = "Nobody can go on from it any more: if its event is resubmitted, the job begins anew.")
    public JobExecution abandon(@PathParam("id") long id, @Context SecurityContext caller) {
        jobs.abandon(id, Answer.actor(caller));
        return get(id);
    }
}
