package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.Jobs;
import org.flotilla.web.security.Roles;

/** The runs of batch jobs on all nodes (S5). */
@Path("jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "jobs")
public class JobResource {

    @Inject
    private Jobs jobs;

    @GET
    @Operation(
            summary = "Runs with their steps, newest first",
            description = "Of the whole cluster; a restart is a run.")
    public Page<JobExecution> list(@QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        return jobs.list(QueryText.text(cursor), Cursor.limit(limit));
    }

    @GET
    @Path("{id: \\d{1,18}}")
    @Operation(summary = "One run with its steps")
    public JobExecution get(@PathParam("id") long id) {
        return jobs.find(id).orElseThrow(() -> FlotillaException.notFound("job run", id));
    }
}
