package org.flotilla.route;

import java.util.List;
import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;

/** What a route's folders, pattern and steps must be like. */
final class RouteRules {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int LONGEST_FOLDER = 1000;
    private static final int MOST_STEPS = 20;

    private RouteRules() {}

    /** The folder in the home: absolute, without a slash at its end. */
    static String folder(String folder) {
        String given = folder == null || folder.isBlank() ? "/" : folder.strip();
        ensurePath(given);
        if (!given.startsWith("/")) {
            throw FlotillaException.invalid("'" + given + "' is not absolute.", "Begin with '/', such as /in.")
                    .told("notAbsolute", given);
        }
        String path = given.replaceAll("/{2,}", "/");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    static String pattern(String pattern) {
        String given = pattern == null || pattern.isBlank() ? "*" : pattern.strip();
        FileNamePattern.of(given);
        return given;
    }

    static List<RouteStep> steps(List<RouteStep> steps) {
        if (steps == null || steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw FlotillaException.invalid(
                            "A route has 1 to " + MOST_STEPS + " steps.", "Say what shall be done with the files.")
                    .told("steps", MOST_STEPS);
        }
        for (RouteStep step : steps) {
            check(step);
        }
        return steps;
    }

    private static void check(RouteStep step) {
        if (step == null || step.type() == null || step.site() == null) {
            throw FlotillaException.invalid("A step is not complete.", "Give each step its type and its site.")
                    .told("step");
        }
        if (step.remoteFolder() != null) {
            ensurePath(step.remoteFolder());
        }
    }

    private static void ensurePath(String folder) {
        boolean up = ("/" + folder + "/").contains("/../");
        if (folder.isBlank()
                || up
                || folder.length() > LONGEST_FOLDER
                || CONTROL.matcher(folder).find()) {
            throw FlotillaException.invalid(
                            "'" + folder + "' is not a folder.",
                            "Give a path such as /in, of at most " + LONGEST_FOLDER + " characters, without '..'.")
                    .told("folder", folder.replaceAll("\\p{Cntrl}", "?"), LONGEST_FOLDER);
        }
    }
}
