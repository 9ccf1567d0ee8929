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
import java.util.Optional;
import org.flotilla.administrator.AdministratorParameters;
import org.flotilla.web.problem.Problem;
import org.flotilla.web.problem.Problems;

/** Finds out who is asking: the API and the pages each in their way (A4). Asked by the container for each request. */
@ApplicationScoped
public class AdministratorAuthentication implements HttpAuthenticationMechanism {

    static final String API = "/api/";

    private final ApiAuthentication api;
    private final PageAuthentication pages;
    private final Transport transport;

    /** For CDI's proxy. */
    protected AdministratorAuthentication() {
        this(null, null, null);
    }

    @Inject
    public AdministratorAuthentication(ApiAuthentication api, PageAuthentication pages, Transport transport) {
        this.api = api;
        this.pages = pages;
        this.transport = transport;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        String path = path(request);
        try {
            return path.startsWith(API) ? ofApi(path, context) : ofPages(path, context);
        } catch (IOException e) {
            throw new AuthenticationException("The answer could not be sent", e);
        }
    }

    private AuthenticationStatus ofPages(String path, HttpMessageContext context) throws IOException {
        return transport.isGoodFor(context.getRequest())
                ? pages.validate(path, context)
                : refuseClearText(path, context);
    }

    /** The parameter may have to be read from a database that is away. */
    private AuthenticationStatus ofApi(String path, HttpMessageContext context) throws IOException {
        try {
            return transport.isGoodFor(context.getRequest())
                    ? api.validate(path, context)
                    : refuseClearText(path, context);
        } catch (RuntimeException e) {
            return ApiAuthentication.refuse(context, Problems.of(e, path));
        }
    }

    /** Browsers go on over TLS; a program is told to, as it has to stop sending its password in clear text. */
    private AuthenticationStatus refuseClearText(String path, HttpMessageContext context) throws IOException {
        Optional<String> overTls = transport.overTls(context.getRequest());
        if (overTls.isPresent() && !path.startsWith(API)) {
            context.getResponse().sendRedirect(overTls.get());
            return AuthenticationStatus.SEND_CONTINUE;
        }
        return ApiAuthentication.refuse(
                context,
                new Problem(
                        HttpServletResponse.SC_FORBIDDEN,
                        "CLEAR_TEXT",
                        "Nobody signs in here in clear text.",
                        "Use " + overTls.orElse("HTTPS, for which this server has to be configured")
                                + ", or see the parameter " + AdministratorParameters.CLEAR_TEXT.name() + ".",
                        null));
    }

    /** The path within this application. */
    static String path(HttpServletRequest request) {
        return request.getPathInfo() == null
                ? request.getServletPath()
                : request.getServletPath() + request.getPathInfo();
    }
}
