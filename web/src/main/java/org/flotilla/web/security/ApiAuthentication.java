package org.flotilla.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.administrator.Administrator;
import org.flotilla.administrator.Administrators;
import org.flotilla.administrator.Role;
import org.flotilla.administrator.SignIn;
import org.flotilla.core.ErrorCode;
import org.flotilla.web.problem.Problem;
import org.flotilla.web.problem.Problems;

/**
 * Who asks the API: HTTP Basic, or the session of the UI. A change over a session needs the session's token in a header,
 * which a foreign page cannot know (CSRF). Everything that is refused is answered as a problem.
 */
@ApplicationScoped
class ApiAuthentication {

    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    /** All that somebody may ask for whose password has to be changed first. */
    private static final Set<String> BEFORE_THE_CHANGE =
            Set.of("GET /api/v1/administrators/self", "PUT /api/v1/administrators/self/password");

    private static final int TOO_MANY_REQUESTS = 429;

    private final Administrators administrators;
    private final Sessions sessions;

    /** For CDI's proxy. */
    protected ApiAuthentication() {
        this(null, null);
    }

    @Inject
    ApiAuthentication(Administrators administrators, Sessions sessions) {
        this.administrators = administrators;
        this.sessions = sessions;
    }

    AuthenticationStatus validate(String path, HttpMessageContext context) throws IOException {
        try {
            HttpServletRequest request = context.getRequest();
            Optional<BasicCredentials> basic = BasicCredentials.of(request.getHeader("Authorization"));
            return basic.isPresent() ? bySignIn(basic.get(), path, context) : bySession(path, context);
        } catch (RuntimeException e) {
            return refuse(context, Problems.of(e, path));
        }
    }

    private AuthenticationStatus bySignIn(BasicCredentials basic, String path, HttpMessageContext context)
            throws IOException {
        SignIn answer = administrators.signIn(basic.name(), basic.password());
        if (answer instanceof SignIn.Accepted accepted) {
            return acceptFor(path, context, accepted.administrator());
        }
        if (answer instanceof SignIn.Locked locked) {
            long seconds = locked.remaining().toSeconds() + 1;
            context.getResponse().setHeader("Retry-After", Long.toString(seconds));
            return refuse(context, locked(seconds));
        }
        return unknown(context, "Name or password is wrong.");
    }

    private AuthenticationStatus bySession(String path, HttpMessageContext context) throws IOException {
        HttpServletRequest request = context.getRequest();
        Optional<Administrator> administrator = sessions.current(request, false);
        if (administrator.isEmpty()) {
            return unknown(context, "The request does not say who is asking.");
        }
        if (!READING.contains(request.getMethod()) && !hasToken(request)) {
            return refuse(
                    context,
                    forbidden(
                            "A change over a session needs the header " + CSRF_HEADER + ".",
                            "Send the token from the page, or use HTTP Basic."));
        }
        return acceptFor(path, context, administrator.get());
    }

    private static AuthenticationStatus acceptFor(String path, HttpMessageContext context, Administrator administrator)
            throws IOException {
        if (administrator.mustChangePassword()
                && !isAllowedBeforeTheChange(context.getRequest().getMethod(), path)) {
            return refuse(
                    context,
                    forbidden(
                            "The password has to be changed first.",
                            "Change it in the UI, or by PUT to administrators/self/password."));
        }
        return accept(context, administrator);
    }

    /** To the letter: another way to write the same path is refused. */
    static boolean isAllowedBeforeTheChange(String method, String path) {
        return BEFORE_THE_CHANGE.contains(method + " " + path);
    }

    private static boolean hasToken(HttpServletRequest request) {
        String sent = request.getHeader(CSRF_HEADER);
        String wanted = Sessions.signedIn(request).orElseThrow().csrfToken();
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    static AuthenticationStatus accept(HttpMessageContext context, Administrator administrator) {
        Set<String> roles = administrator.roles().stream().map(Role::key).collect(Collectors.toSet());
        return context.notifyContainerAboutLogin(administrator.name(), roles);
    }

    private static AuthenticationStatus unknown(HttpMessageContext context, String detail) throws IOException {
        context.getResponse().setHeader("WWW-Authenticate", "Basic realm=\"Flotilla API\", charset=\"UTF-8\"");
        return refuse(
                context,
                Problem.of(
                        ErrorCode.BAD_CREDENTIALS, detail, "Send an administrator's name and password as HTTP Basic."));
    }

    private static Problem forbidden(String detail, String remedy) {
        return Problem.of(ErrorCode.PERMISSION_DENIED, detail, remedy);
    }

    private static Problem locked(long seconds) {
        return new Problem(
                TOO_MANY_REQUESTS,
                "LOCKED",
                "Too many sign-ins under this name were refused.",
                "Wait " + seconds + " seconds, then try again with the right password.",
                null);
    }

    static AuthenticationStatus refuse(HttpMessageContext context, Problem problem) throws IOException {
        HttpServletResponse response = context.getResponse();
        byte[] body = problem.toJson(context.getRequest().getRequestURI()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        problem.retryAfter().ifPresent(seconds -> response.setIntHeader("Retry-After", seconds));
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        // Closed, or the server would want to send an error page of its own
        try (ServletOutputStream out = response.getOutputStream()) {
            out.write(body);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }
}
