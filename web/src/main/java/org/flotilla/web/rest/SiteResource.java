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
import org.flotilla.site.Site;
import org.flotilla.site.SiteRequest;
import org.flotilla.site.Sites;
import org.flotilla.web.security.Roles;

/** The sites. */
@Path("sites")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "sites")
public class SiteResource {

    @Inject
    private Sites sites;

    @GET
    @Operation(summary = "All sites, by name")
    public Page<Site> list(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        return Cursor.page(sites.list(), Site::name, cursor, Cursor.limit(limit));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One site, with its ETag")
    @APIResponseSchema(Site.class)
    public Response get(@PathParam("name") String name) {
        Site site = sites.find(name).orElseThrow(() -> FlotillaException.notFound("site", name));
        return Answer.versioned(site, site.version());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates a site")
    @APIResponseSchema(value = Site.class, responseCode = "201")
    public Response create(SiteRequest request, @Context SecurityContext caller, @Context UriInfo uri) {
        Site site = sites.create(Answer.body(request), Answer.actor(caller));
        return Answer.created(site, site.version(), site.name(), uri);
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes a site", description = "Secrets that are left out stay as they are.")
    @APIResponseSchema(Site.class)
    public Response update(
            @PathParam("name") String name,
            SiteRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        Site site = sites.update(name, Answer.body(request), IfMatch.version(ifMatch), Answer.actor(caller));
        return Answer.versioned(site, site.version());
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Deletes a site")
    public void delete(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        sites.delete(name, IfMatch.version(ifMatch), Answer.actor(caller));
    }
}
