package org.flotilla.web.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.flotilla.cluster.Lease;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.queue.Submitted;
import org.flotilla.transfer.KeySpace;
import org.flotilla.transfer.PushRequest;
import org.flotilla.transfer.Pushes;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.Transfers;
import org.flotilla.web.security.Roles;

/** The record of transfers, and pushes on demand (T7). */
@Path("transfers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "transfers")
public class TransferResource {

    @Inject
    private Transfers transfers;

    @Inject
    private Pushes pushes;

    @Inject
    private Lease lease;

    @GET
    @Operation(summary = "Transfers by filter, newest first")
    public Page<Transfer> list(@BeanParam TransferQuery query) {
        return transfers.find(query.filter(), query.cursor(), query.limit());
    }

    @GET
    @Path("{id: \\d{1,18}}")
    @Operation(summary = "One transfer")
    public Transfer get(@PathParam("id") long id) {
        return transfers.find(id).orElseThrow(() -> FlotillaException.notFound("transfer", id));
    }

    @POST
    @RolesAllowed({Roles.ADMIN, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Pushes a stored file to a site",
            description =
                    "Answers 202 when the push will not be lost any more, with the event that carries it. The same"
                            + " idempotency key, of up to 196 characters, again gives the first event and 200. A node that"
                            + " may not work answers 503: ask another.")
    @APIResponseSchema(value = EventAccepted.class, responseCode = "202")
    public Response push(PushRequest request, @Context UriInfo uri) {
        lease.ensureAccepting();
        Submitted submitted = pushes.submit(Answer.body(request), KeySpace.API);
        return Answer.accepted(submitted, uri);
    }
}
