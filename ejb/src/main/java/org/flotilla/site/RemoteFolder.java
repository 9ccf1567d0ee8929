package org.flotilla.site;

import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;

/** What a folder at a partner must be like, whoever names it. */
public final class RemoteFolder {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int LONGEST = 1000;

    private RemoteFolder() {}

    /** The folder, without a slash at its end unless it is the root. @throws FlotillaException INVALID_INPUT */
    public static String checked(String folder) {
        String given = folder == null || folder.isBlank() ? "/" : folder.strip();
        boolean up = ("/" + given + "/").contains("/../");
        if (up || given.length() > LONGEST || CONTROL.matcher(given).find()) {
            throw FlotillaException.invalid(
                            "'" + given.replaceAll("\\p{Cntrl}", "?") + "' is not a remote folder.",
                            "Give a path such as /in or in/daily, of at most " + LONGEST + " characters, without '..'.")
                    .told("remoteFolder", given.replaceAll("\\p{Cntrl}", "?"), LONGEST);
        }
        return given.length() > 1 && given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
    }
}
