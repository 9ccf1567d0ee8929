package org.flotilla.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.flotilla.administrator.AdministratorParameters;
import org.flotilla.config.Parameters;
import org.flotilla.config.ServerSockets;

/**
 * Whether a request came in a way that may carry passwords and sessions (A4): over TLS always, over HTTP only as the
 * parameter {@code Administrators.clearText} says. Thread-safe.
 */
@ApplicationScoped
class Transport {

    private static final int HTTPS = 443;

    private final Parameters parameters;
    private final ServerSockets sockets;

    /** For CDI's proxy. */
    protected Transport() {
        this(null, null);
    }

    @Inject
    Transport(Parameters parameters, ServerSockets sockets) {
        this.parameters = parameters;
        this.sockets = sockets;
    }

    boolean isGoodFor(HttpServletRequest request) {
        return request.isSecure()
                || switch (parameters.get(AdministratorParameters.CLEAR_TEXT)) {
                    case NEVER -> false;
                    case LOCAL -> isLocal(request);
                    case ALWAYS -> true;
                };
    }

    /** A proxy on this machine is not where the request comes from. */
    private static boolean isLocal(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && isLoopback(request.getRemoteAddr());
    }

    /** Of an address in figures, which is not looked up. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Where the same is to be had over TLS; empty if this server has no HTTPS. */
    Optional<String> overTls(HttpServletRequest request) {
        return sockets.find("https").map(InetSocketAddress::getPort).map(port -> address(request, port));
    }

    private static String address(HttpServletRequest request, int port) {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return "https://" + request.getServerName() + (port == HTTPS ? "" : ":" + port) + request.getRequestURI()
                + query;
    }
}
