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
import org.flotilla.administrator.Administrator;
import org.flotilla.administrator.AdministratorRequest;
import org.flotilla.administrator.Administrators;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.web.security.Roles;

/** Who may administer (A4). */
@Path("administrators")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "administrators")
public class AdministratorResource {

    @Inject
    private Administrators administrators;

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "All administrators, by name")
    public Page<Administrator> list(@QueryParam("cursor") String cursor, @QueryParam("limit") String limit) {
        return Cursor.page(administrators.list(), Administrator::name, cursor, Cursor.limit(limit));
    }

    @GET
    @Path("self")
    @Operation(summary = "Who is asking")
    @APIResponseSchema(Administrator.class)
    public Response self(@Context SecurityContext caller) {
        String name = Answer.actor(caller);
        Administrator self =
                administrators.find(name).orElseThrow(() -> FlotillaException.notFound("administrator", name));
        return Answer.versioned(self, self.version());
    }

    @PUT
    @Path("self/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Changes the caller's own password",
            description = "At least 12 characters, not the name and not the old one. Ends the caller's UI sessions.")
    public void changePassword(PasswordInput input, @Context SecurityContext caller) {
        PasswordInput given = Answer.body(input);
        administrators.changePassword(Answer.actor(caller), given.present(), given.wanted());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Creates an administrator",
            description = "Nothing but the change of the password is open to it at first.")
    @APIResponseSchema(value = Administrator.class, responseCode = "201")
    public Response create(AdministratorRequest request, @Context SecurityContext caller, @Context UriInfo uri) {
        Administrator created = administrators.create(Answer.body(request), Answer.actor(caller));
        return Answer.created(created, created.version(), created.name(), uri);
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "One administrator, with its ETag")
    @APIResponseSchema(Administrator.class)
    public Response get(@PathParam("name") String name) {
        Administrator found =
                administrators.find(name).orElseThrow(() -> FlotillaException.notFound("administrator", name));
        return Answer.versioned(found, found.version());
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Deletes an administrator", description = "Never the last one with the role admin.")
    public void delete(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        administrators.delete(name, IfMatch.version(ifMatch), Answer.actor(caller));
    }
}
