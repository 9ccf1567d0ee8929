package org.flotilla.web.rest;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Submitted;

/** What resources have in common. */
final class Answer {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private Answer() {}

    /** 200 with the version as ETag. */
    static Response versioned(Object entity, long version) {
        return Response.ok(entity).tag(tag(version)).build();
    }

    /** 201 with the version as ETag and the new thing's address. */
    static Response created(Object entity, long version, String name, UriInfo uri) {
        return Response.created(uri.getAbsolutePathBuilder().path(name).build())
                .tag(tag(version))
                .entity(entity)
                .build();
    }

    /** 202 with the event that carries the work and its address; 200 if an earlier request had submitted it. */
    static Response accepted(Submitted submitted, UriInfo uri) {
        return Response.status(submitted.isNew() ? ACCEPTED : OK)
                .location(uri.getBaseUriBuilder()
                        .path(EventResource.class)
                        .path(submitted.id().toString())
                        .build())
                .entity(new EventAccepted(submitted.id(), submitted.isNew()))
                .build();
    }

    /** Who acts, for the audit log. */
    static String actor(SecurityContext caller) {
        return caller.getUserPrincipal().getName();
    }

    /** @throws FlotillaException INVALID_INPUT if the request had no body */
    static <T> T body(T body) {
        if (body == null) {
            throw FlotillaException.invalid("The request has no body.", "Send one JSON object.");
        }
        return body;
    }

    private static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }
}
