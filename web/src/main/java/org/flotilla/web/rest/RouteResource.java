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
import org.flotilla.route.Route;
import org.flotilla.route.RouteRequest;
import org.flotilla.route.Routes;
import org.flotilla.web.security.Roles;

/** The routes. */
@Path("routes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "routes")
public class RouteResource {

    @Inject
    private Routes routes;

    @GET
    @Operation(summary = "All routes, by name")
    public Page<Route> list(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        return Cursor.page(routes.list(), Route::name, cursor, Cursor.limit(limit));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One route, with its ETag")
    @APIResponseSchema(Route.class)
    public Response get(@PathParam("name") String name) {
        Route route = routes.find(name).orElseThrow(() -> FlotillaException.notFound("route", name));
        return Answer.versioned(route, route.version());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates a route")
    @APIResponseSchema(value = Route.class, responseCode = "201")
    public Response create(RouteRequest request, @Context SecurityContext caller, @Context UriInfo uri) {
        Route route = routes.create(Answer.body(request), Answer.actor(caller));
        return Answer.created(route, route.version(), route.name(), uri);
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes a route", description = "Secrets that are left out stay as they are.")
    @APIResponseSchema(Route.class)
    public Response update(
            @PathParam("name") String name,
            RouteRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        Route route = routes.update(name, Answer.body(request), IfMatch.version(ifMatch), Answer.actor(caller));
        return Answer.versioned(route, route.version());
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Deletes a route")
    public void delete(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        routes.delete(name, IfMatch.version(ifMatch), Answer.actor(caller));
    }
}
