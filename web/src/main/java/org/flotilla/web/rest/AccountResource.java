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
import org.flotilla.account.Account;
import org.flotilla.account.AccountRequest;
import org.flotilla.account.Accounts;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;
import org.flotilla.web.security.Roles;

/** The accounts. */
@Path("accounts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.OPERATOR, Roles.AUDITOR})
@Tag(name = "accounts")
public class AccountResource {

    @Inject
    private Accounts accounts;

    @GET
    @Operation(summary = "All accounts, by name")
    public Page<Account> list(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        return Cursor.page(accounts.list(), Account::name, cursor, Cursor.limit(limit));
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One account, with its ETag")
    @APIResponseSchema(Account.class)
    public Response get(@PathParam("name") String name) {
        Account account = accounts.find(name).orElseThrow(() -> FlotillaException.notFound("account", name));
        return Answer.versioned(account, account.version());
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates an account")
    @APIResponseSchema(value = Account.class, responseCode = "201")
    public Response create(AccountRequest request, @Context SecurityContext caller, @Context UriInfo uri) {
        Account account = accounts.create(Answer.body(request), Answer.actor(caller));
        return Answer.created(account, account.version(), account.name(), uri);
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Changes an account", description = "Secrets that are left out stay as they are.")
    @APIResponseSchema(Account.class)
    public Response update(
            @PathParam("name") String name,
            AccountRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        Account account = accounts.update(name, Answer.body(request), IfMatch.version(ifMatch), Answer.actor(caller));
        return Answer.versioned(account, account.version());
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Deletes an account")
    public void delete(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        accounts.delete(name, IfMatch.version(ifMatch), Answer.actor(caller));
    }
}
