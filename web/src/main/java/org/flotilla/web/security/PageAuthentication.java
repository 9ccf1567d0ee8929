package org.flotilla.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.flotilla.administrator.Administrator;

/** Who looks at the pages: a session with a sign-in. Without one the sign-in page comes first, then the page asked for. */
@ApplicationScoped
class PageAuthentication {

    static final String SIGN_IN = "/login.xhtml";
    static final String CHANGE_PASSWORD = "/change-password.xhtml";
    static final String RESOURCES = "/jakarta.faces.resource/";
    /** Sent by pages that refresh themselves. */
    static final String LIVE_HEADER = "X-Flotilla-Live";

    private final Sessions sessions;

    /** For CDI's proxy. */
    protected PageAuthentication() {
        this(null);
    }

    @Inject
    PageAuthentication(Sessions sessions) {
        this.sessions = sessions;
    }

    AuthenticationStatus validate(String path, HttpMessageContext context) throws IOException {
        if (path.startsWith(RESOURCES)) {
            return context.doNothing();
        }
        HttpServletRequest request = context.getRequest();
        Optional<Administrator> administrator = sessions.current(request, request.getHeader(LIVE_HEADER) == null);
        if (administrator.isEmpty()) {
            return path.equals(SIGN_IN) ? context.doNothing() : send(context, signInThen(request, path));
        }
        if (administrator.get().mustChangePassword() && !path.equals(CHANGE_PASSWORD)) {
            return send(context, request.getContextPath() + CHANGE_PASSWORD);
        }
        return ApiAuthentication.accept(context, administrator.get());
    }

    private static String signInThen(HttpServletRequest request, String path) {
        String wanted = request.getQueryString() == null ? path : path + "?" + request.getQueryString();
        return request.getContextPath() + SIGN_IN + ReturnPath.parameter(wanted);
    }

    /** Sends the browser to another page, in the way that the kind of request understands. */
    private static AuthenticationStatus send(HttpMessageContext context, String target) throws IOException {
        HttpServletRequest request = context.getRequest();
        HttpServletResponse response = context.getResponse();
        if (request.getHeader(LIVE_HEADER) != null) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            response.setContentType("text/xml;charset=UTF-8");
            response.getWriter()
                    .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                            + target.replace("&", "&amp;") + "\"/></partial-response>");
        } else {
            response.sendRedirect(target);
        }
        response.flushBuffer();
        return AuthenticationStatus.SEND_CONTINUE;
    }
}
