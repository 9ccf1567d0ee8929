package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.dispatch.DispatchPreview;
import org.flotilla.dispatch.Forecast;
import org.flotilla.web.security.Roles;

/** Where the present queue would go (W5). */
@Path("cluster/dispatch-preview")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "cluster")
public class DispatchResource {

    @Inject
    private DispatchPreview preview;

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Where the waiting events would go if parameters were set",
            description = "Give the values as for PUT of /configuration/{name}, with their names: policy, attributes,"
                    + " additional attributes, threshold. Changes nothing. Looks at the 100,000 oldest events.")
    public Forecast preview(DispatchProposal proposal) {
        return preview.forecast(Answer.body(proposal).orNone());
    }
}
