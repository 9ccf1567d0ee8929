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
import org.flotilla.recovery.Incident;
import org.flotilla.recovery.Incidents;
import org.flotilla.web.security.Roles;

/** The incidents of disaster recovery (D2). */
@Path("recovery")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "recovery")
public class RecoveryResource {

    @Inject
    private Incidents incidents;

    @GET
    @Path("incidents")
    @Operation(
            summary = "The latest incidents, newest first",
            description = "Each with who was told of it, and how that went. One that has no closedAt is open.")
    public Page<Incident> incidents(@QueryParam("limit") String limit) {
        return new Page<>(incidents.latest(Cursor.limit(limit)), null);
    }

    @GET
    @Path("incidents/{id: \\d{1,18}}")
    @Operation(summary = "One incident")
    public Incident incident(@PathParam("id") long id) {
        return incidents.find(id).orElseThrow(() -> FlotillaException.notFound("incident", id));
    }
}
