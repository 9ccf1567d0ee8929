package org.flotilla.web.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;
import org.flotilla.web.problem.RequestRefused;

/** Which version a change is meant for: the ETag that the caller read, sent back as If-Match (U2). */
final class IfMatch {

    static final int PRECONDITION_REQUIRED = 428;
    private static final Pattern FORM = Pattern.compile("\"(\\d{1,18})\"");

    private IfMatch() {}

    /** @throws RequestRefused 428 if the header is missing */
    static long version(String header) {
        if (header == null || header.isBlank()) {
            throw new RequestRefused(
                    PRECONDITION_REQUIRED,
                    "PRECONDITION_REQUIRED",
                    "The request has no If-Match header.",
                    "Read the resource, and send the ETag of that answer as If-Match.");
        }
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            throw FlotillaException.invalid(
                    "If-Match '" + header + "' is no ETag of this API.",
                    "Send the ETag as it was read, such as \"3\".");
        }
        return Long.parseLong(matcher.group(1));
    }
}
