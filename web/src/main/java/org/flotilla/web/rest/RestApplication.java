package org.flotilla.web.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
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
                                        + " with a code, a remedy and, if it is about one, the field (schema Problem). Lists give 'items' and 'next': pass 'next' as 'cursor' to go"
                                        + " on. To change or delete something, send the ETag you read as If-Match."),
        components =
                @Components(
                        schemas =
                                @Schema(
                                        name = "Problem",
                                        type = SchemaType.OBJECT,
                                        description = "What every error is answered with, as application/problem+json.",
                                        requiredProperties = {
                                            "type",
                                            "title",
                                            "status",
                                            "detail",
                                            "code",
                                            "remedy",
                                            "instance"
                                        },
                                        properties = {
                                            @SchemaProperty(name = "type", type = SchemaType.STRING, format = "uri"),
                                            @SchemaProperty(name = "title", type = SchemaType.STRING),
                                            @SchemaProperty(name = "status", type = SchemaType.INTEGER),
                                            @SchemaProperty(
                                                    name = "detail",
                                                    type = SchemaType.STRING,
                                                    description = "What happened, for people"),
                                            @SchemaProperty(
                                                    name = "code",
                                                    type = SchemaType.STRING,
                                                    description = "What happened, for programs: stable, upper case"),
                                            @SchemaProperty(
                                                    name = "remedy",
                                                    type = SchemaType.STRING,
                                                    description = "What to do about it, for people"),
                                            @SchemaProperty(name = "instance", type = SchemaType.STRING),
                                            @SchemaProperty(
                                                    name = "field",
                                                    type = SchemaType.STRING,
                                                    description = "The field of the body, or the query parameter, that"
                                                            + " it is about; absent where it is about no single one"),
                                            @SchemaProperty(
                                                    name = "errorId",
                                                    type = SchemaType.STRING,
                                                    description = "Finds a defect in the node's log; absent otherwise")
                                        })),
        security = @SecurityRequirement(name = "basic"))
@SecurityScheme(
        securitySchemeName = "basic",
        type = SecuritySchemeType.HTTP,
        scheme = "basic",
        description = "An administrator's name and password.")
public class RestApplication extends Application {}
