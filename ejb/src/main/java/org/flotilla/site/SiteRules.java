package org.flotilla.site;

import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.SshPublicKey;

/** What a site's address, retries and limits must be like; its folder is for {@link RemoteFolder}. */
final class SiteRules {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:-]{0,253}[A-Za-z0-9])?|::1");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int USUAL_PORT = 22;
    private static final int HIGHEST_PORT = 65535;
    private static final int USUAL_CONNECTIONS = 8;
    private static final int MOST_CONNECTIONS = 1000;
    private static final int LONGEST_USER = 100;
    private static final int HIGHEST_FIRST_WAIT = 3600;
    private static final int HIGHEST_LONGEST_WAIT = 86_400;
    private static final int MOST_ATTEMPTS = 100;

    private SiteRules() {}

    static String host(String host) {
        if (host == null || !HOST.matcher(host.strip()).matches()) {
            throw FlotillaException.invalid(
                            "'" + host + "' is not a host.", "Give a host name or an IP address, without a port.")
                    .told("host", host);
        }
        return host.strip();
    }

    static int port(Integer port) {
        int given = port == null ? USUAL_PORT : port;
        if (given < 1 || given > HIGHEST_PORT) {
            throw FlotillaException.invalid(given + " is not a port.", "Give a number from 1 to " + HIGHEST_PORT + ".")
                    .told("port", Integer.toString(given));
        }
        return given;
    }

    /** @param longest null: the longest wait is not the site's to say */
    static Integer retryFirst(Integer first, Integer longest) {
        within("first wait", first, HIGHEST_FIRST_WAIT, "seconds");
        if (first != null && longest != null && first > longest) {
            throw FlotillaException.invalid(
                            "The first wait of " + first + " seconds is longer than the longest of " + longest + ".",
                            "Give a first wait of at most " + longest + " seconds, or a longest of at least " + first
                                    + ".")
                    .told("retryFirst", first, longest);
        }
        return first;
    }

    static Integer retryLongest(Integer longest) {
        return within("longest wait", longest, HIGHEST_LONGEST_WAIT, "seconds");
    }

    static Integer maximumAttempts(Integer attempts) {
        return within("number of attempts", attempts, MOST_ATTEMPTS, "attempts");
    }

    private static Integer within(String what, Integer value, int most, String unit) {
        if (value != null && (value < 1 || value > most)) {
            throw FlotillaException.invalid(
                            "The " + what + " " + value + " is out of bounds.",
                            "Give 1 to " + most + " " + unit
                                    + ", or nothing: then what is set for the task type or the cluster holds.")
                    .told("siteNumber", value, most);
        }
        return value;
    }

    static int maximumConnections(Integer maximum) {
        int given = maximum == null ? USUAL_CONNECTIONS : maximum;
        if (given < 1 || given > MOST_CONNECTIONS) {
            throw FlotillaException.invalid(
                            given + " is no number of connections.",
                            "Give a number from 1 to " + MOST_CONNECTIONS + ".")
                    .told("connections", given, MOST_CONNECTIONS);
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
                            "Give the name to sign in with at the site.")
                    .told("siteUser");
        }
        return name;
    }

    static String hostKey(String key) {
        if (key == null || key.isBlank()) {
            throw FlotillaException.invalid(
                            "The site has no host key to know it by.",
                            "Ask the partner for the server's public host key, or read it with ssh-keyscan and confirm it.")
                    .told("hostKey");
        }
        return SshPublicKey.parse(key).text();
    }
}
