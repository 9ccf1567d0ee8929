package org.flotilla.web.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What an Authorization header of HTTP Basic says (RFC 7617, UTF-8). */
record BasicCredentials(String name, String password) {

    private static final String SCHEME = "basic ";

    /** Empty if the header is missing, of another scheme, or broken. */
    static Optional<BasicCredentials> of(String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return decode(header.substring(SCHEME.length()).strip())
                .filter(pair -> pair.indexOf(':') > 0)
                .map(pair -> new BasicCredentials(
                        pair.substring(0, pair.indexOf(':')), pair.substring(pair.indexOf(':') + 1)));
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Leaves the password out, so that it cannot get into a log. */
    @Override
    public String toString() {
        return "BasicCredentials[" + name + "]";
    }
}
