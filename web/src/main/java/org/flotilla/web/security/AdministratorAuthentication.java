package org.flotilla.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Finds out who is asking: the API and the pages each in their way (A4). Asked by the container for each request. */
@ApplicationScoped
public class AdministratorAuthentication implements HttpAuthenticationMechanism {

    static final String API = "/api/";

    private final ApiAuthentication api;
    private final PageAuthentication pages;

    /** For CDI's proxy. */
    protected AdministratorAuthentication() {
        this(null, null);
    }

    @Inject
    public AdministratorAuthentication(ApiAuthentication api, PageAuthentication pages) {
        this.api = api;
        this.pages = pages;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        String path = path(request);
        try {
            return path.startsWith(API) ? api.validate(path, context) : pages.validate(path, context);
        } catch (IOException e) {
            throw new AuthenticationException("The answer could not be sent", e);
        }
    }

    /** The path within this application. */
    static String path(HttpServletRequest request) {
        return request.getPathInfo() == null
                ? request.getServletPath()
                : request.getServletPath() + request.getPathInfo();
    }
}
