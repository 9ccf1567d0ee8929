package org.flotilla.site;

import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.SshPublicKey;

/** What a site's address and limits must be like; its folder is for {@link RemoteFolder}. */
final class SiteRules {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:-]{0,253}[A-Za-z0-9])?|::1");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int USUAL_PORT = 22;
    private static final int HIGHEST_PORT = 65535;
    private static final int USUAL_CONNECTIONS = 8;
    private static final int MOST_CONNECTIONS = 1000;
    private static final int LONGEST_USER = 100;

    private SiteRules() {}

    static String host(String host) {
        if (host == null || !HOST.matcher(host.strip()).matches()) {
            throw FlotillaException.invalid(
                    "'" + host + "' is not a host.", "Give a host name or an IP address, without a port.");
        }
        return host.strip();
    }

    static int port(Integer port) {
        int given = port == null ? USUAL_PORT : port;
        if (given < 1 || given > HIGHEST_PORT) {
            throw FlotillaException.invalid(given + " is not a port.", "Give a number from 1 to " + HIGHEST_PORT + ".");
        }
        return given;
    }

    static int maximumConnections(Integer maximum) {
        int given = maximum == null ? USUAL_CONNECTIONS : maximum;
        if (given < 1 || given > MOST_CONNECTIONS) {
            throw FlotillaException.invalid(
                    given + " is no number of connections.", "Give a number from 1 to " + MOST_CONNECTIONS + ".");
        }
        return given;
    }

    static String userName(String name) {
        if (name == null
                || name.isBlank()
                || name.length() > LONGEST_USER
                || CONTROL.matcher(name).find()) {
            throw FlotillaException.invalid(
                    "The site has no user name, or one that is too long.",
                    "Give the name to sign in with at the site.");
        }
        return name;
    }

    static String hostKey(String key) {
        if (key == null || key.isBlank()) {
            throw FlotillaException.invalid(
                    "The site has no host key to know it by.",
                    "Ask the partner for the server's public host key, or read it with ssh-keyscan and confirm it.");
        }
        return SshPublicKey.parse(key).text();
    }
}
