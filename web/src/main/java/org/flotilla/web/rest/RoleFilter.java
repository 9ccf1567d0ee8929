package org.flotilla.web.rest;

import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Lets a request pass if its method, else its class, allows one of the caller's roles. Without the annotation nobody passes. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class RoleFilter implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isAllowed(resource.getResourceMethod(), request.getSecurityContext())) {
            throw new ForbiddenException();
        }
    }

    static boolean isAllowed(Method method, SecurityContext caller) {
        RolesAllowed own = method.getAnnotation(RolesAllowed.class);
        RolesAllowed allowed = own == null ? method.getDeclaringClass().getAnnotation(RolesAllowed.class) : own;
        return allowed != null && Arrays.stream(allowed.value()).anyMatch(caller::isUserInRole);
    }
}
