package org.flotilla.route;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;
import org.flotilla.core.FlotillaException;

/** A glob for file names: {@code *} any characters, {@code ?} one, {@code [a-z]} one of, {@code {csv,txt}} one or the other. */
final class FileNamePattern {
    private static final int LONGEST = 255;

    private final PathMatcher matcher;

    private FileNamePattern(PathMatcher matcher) {
        this.matcher = matcher;
    }

    /** @throws FlotillaException INVALID_INPUT if it is no glob for a file's name */
    static FileNamePattern of(String glob) {
        if (glob.isBlank() || glob.length() > LONGEST || glob.indexOf('/') >= 0 || glob.indexOf('\0') >= 0) {
            throw refused(glob);
        }
        try {
            return new FileNamePattern(FileSystems.getDefault().getPathMatcher("glob:" + glob));
        } catch (PatternSyntaxException e) {
            throw refused(glob);
        }
    }

    boolean matches(String fileName) {
        return matcher.matches(Path.of(fileName));
    }

    private static FlotillaException refused(String glob) {
        return FlotillaException.invalid(
                        "'" + glob + "' is not a pattern for file names.",
                        "Use a glob such as *.csv or report-????.{csv,txt}, of at most " + LONGEST
                                + " characters, without '/'.")
                .told("pattern", glob, LONGEST);
    }
}
