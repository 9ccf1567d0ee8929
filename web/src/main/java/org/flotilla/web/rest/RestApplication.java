package org.flotilla.web.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The REST API; its resources are found by their annotations. */
@ApplicationPath("/api/v1")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Flotilla",
                        version = "1",
                        description =
                                "Administers a Flotilla cluster. Any node answers. Errors are problem details (RFC 9457)"
                                        + " with a code and a remedy. Lists give 'items' and 'next': pass 'next' as 'cursor' to go"
                                        + " on. To change or delete something, send the ETag you read as If-Match."),
        security = @SecurityRequirement(name = "basic"))
@SecurityScheme(
        securitySchemeName = "basic",
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description = "An administrator's name and password.")
public class RestApplication extends Application {}
