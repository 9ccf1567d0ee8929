package org.flotilla.web.rest;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.flotilla.core.FlotillaException;

/** What resources have in common. */
final class Answer {

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
