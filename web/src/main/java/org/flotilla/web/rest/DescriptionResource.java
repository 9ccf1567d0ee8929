package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.core.FlotillaException;
import org.flotilla.web.security.Roles;

/** The description of this API, which the build writes (U2). */
@Path("openapi.json")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "description")
public class DescriptionResource {

    @GET
    @Operation(summary = "This API as OpenAPI 3.1")
    public InputStream openApi() {
        InputStream document = getClass().getResourceAsStream("/META-INF/openapi.json");
        if (document == null) {
            throw FlotillaException.notFound("description", "openapi.json");
        }
        return document;
    }
}
