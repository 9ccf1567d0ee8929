package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.config.Configuration;
import org.flotilla.config.ParameterValue;
import org.flotilla.core.Page;
import org.flotilla.web.security.Roles;

/** The parameters (N1). */
@Path("configuration")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "configuration")
public class ConfigurationResource {

    @Inject
    private Configuration configuration;

    @GET
    @Operation(summary = "All parameters with value, default, description and source")
    public Page<ParameterValue> list(@QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        return Cursor.page(configuration.list(), ConfigurationResource::place, cursor, Cursor.limit(limit));
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sets a parameter", description = "The last write wins; both are in the audit log.")
    public void set(@PathParam("name") String name, ParameterInput input, @Context SecurityContext caller) {
        ParameterInput given = Answer.body(input);
        configuration.set(name, given.oneNode(), given.required(), Answer.actor(caller));
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Takes a set value away",
            description = "What is more general holds then, in the end the default.")
    public void reset(
            @PathParam("name") String name, @QueryParam("node") String node, @Context SecurityContext caller) {
        configuration.reset(name, QueryText.text(node), Answer.actor(caller));
    }

    private static String place(ParameterValue parameter) {
        return parameter.name() + '\n' + (parameter.node() == null ? "" : parameter.node());
    }
}
