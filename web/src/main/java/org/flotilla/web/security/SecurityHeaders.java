package org.flotilla.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells the browser what not to do with our answers (A4): be framed, guess types, send our addresses elsewhere, keep
 * pages, load or run anything that is not ours. The policy for scripts of Faces pages is PrimeFaces' own, with a nonce.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class SecurityHeaders extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String COMMON = "connect-src 'self'; img-src 'self' data:; font-src 'self'; style-src 'self';"
            + " object-src 'none'; frame-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    /** PrimeFaces adds a policy for scripts, and the browser holds both. */
    static final String OF_PAGES = COMMON;

    static final String OF_THE_REST = "default-src 'self'; " + COMMON;
    private static final String ONE_YEAR = "max-age=31536000";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = AdministratorAuthentication.path(request);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        response.setHeader("Content-Security-Policy", path.endsWith(".xhtml") ? OF_PAGES : OF_THE_REST);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", ONE_YEAR);
        }
        if (!path.startsWith(PageAuthentication.RESOURCES)) {
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }
}
