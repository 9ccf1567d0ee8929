package org.flotilla.pull;

import static org.flotilla.core.FlotillaException.checking;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NamePattern;
import org.flotilla.site.RemoteFolder;

/**
 * What a run of the job {@code pull} or {@code monitor} shall do: the job's parameters, in types.
 *
 * @param site empty: none, files come from a monitored folder of our own
 * @param remoteFolder null: the site's own; without a site, below the folder for monitors
 * @param minimumAge a file that was changed later, by the partner's clock, is left for a later run
 * @param stableFor how long a file must look the same, from the listing until it has been read
 * @param archiveFolder where MOVE puts the files; null for the others
 * @param targetFolder in the account's home, absolute
 */
public record PullOrder(
        String site,
        String account,
        String remoteFolder,
        NamePattern pattern,
        Duration minimumAge,
        Duration stableFor,
        AfterPull afterPull,
        String archiveFolder,
        String targetFolder) {

    /** The job that pulls from a site. */
    public static final String JOB = "pull";

    /** The job that takes from a monitored folder. */
    public static final String MONITOR = "monitor";

    static final Set<String> JOBS = Set.of(JOB, MONITOR);

    static final String SITE = "site";
    static final String ACCOUNT = "account";
    static final String REMOTE_FOLDER = "remoteFolder";
    static final String FOLDER = "folder";
    static final String PATTERN = "pattern";
    static final String MINIMUM_AGE = "minimumAge";
    static final String STABLE_FOR = "stableFor";
    static final String AFTER_PULL = "afterPull";
    static final String ARCHIVE_FOLDER = "archiveFolder";
    static final String TARGET_FOLDER = "targetFolder";

    private static final List<String> OF_PULLS = List.of(
            SITE, ACCOUNT, REMOTE_FOLDER, PATTERN, MINIMUM_AGE, STABLE_FOR, AFTER_PULL, ARCHIVE_FOLDER, TARGET_FOLDER);
    private static final List<String> OF_MONITORS =
            List.of(ACCOUNT, FOLDER, PATTERN, MINIMUM_AGE, STABLE_FOR, AFTER_PULL, ARCHIVE_FOLDER, TARGET_FOLDER);

    private static final long LONGEST_AGE = Duration.ofDays(365).toSeconds();
    private static final long LONGEST_STABLE = 3600;

    /** @throws FlotillaException INVALID_INPUT about the field {@code jobParameters.<name>} */
    public static PullOrder of(String job, Map<String, String> parameters) {
        Given given = new Given(parameters);
        boolean monitor = job.equals(MONITOR);
        UnaryOperator<String> folders = monitor ? PullOrder::monitoredFolder : RemoteFolder::checked;
        AfterPull afterPull = given.checked(AFTER_PULL, "KEEP", PullOrder::afterPull);
        String remoteFolder = monitor
                ? given.checked(FOLDER, "", folders)
                : given.checked(REMOTE_FOLDER, "", text -> text.isEmpty() ? null : folders.apply(text));
        return new PullOrder(
                monitor ? "" : given.required(SITE),
                given.required(ACCOUNT),
                remoteFolder,
                given.checked(PATTERN, "*", NamePattern::of),
                given.checked(MINIMUM_AGE, "0", text -> seconds(text, LONGEST_AGE)),
                given.checked(STABLE_FOR, "5", text -> seconds(text, LONGEST_STABLE)),
                afterPull,
                given.checked(ARCHIVE_FOLDER, "", text -> archiveFolder(text, afterPull, remoteFolder, folders)),
                given.checked(TARGET_FOLDER, "/", PullOrder::targetFolder));
    }

    /** All the parameters that the job knows. */
    public static List<String> parameters(String job) {
        return job.equals(MONITOR) ? OF_MONITORS : OF_PULLS;
    }

    boolean isMonitor() {
        return site.isEmpty();
    }

    /** Where files come from, for the log. */
    String source() {
        return isMonitor() ? "the folder for monitors" : "site " + site;
    }

    private static AfterPull afterPull(String text) {
        return Arrays.stream(AfterPull.values())
                .filter(action -> action.name().equals(text))
                .findFirst()
                .orElseThrow(() -> FlotillaException.invalid(
                        "'" + text + "' is nothing that can be done with a file that was pulled.",
                        "Give KEEP, DELETE or MOVE."));
    }

    /** In one spelling: two would be two folders, each with its files. */
    private static String monitoredFolder(String text) {
        String folder = RemoteFolder.checked(text.replaceAll("/{2,}", "/"));
        if (!folder.startsWith("/") || folder.equals("/") || (folder + "/").contains("/./")) {
            throw FlotillaException.invalid(
                    "'" + text + "' is not a folder below the one for monitors.",
                    "Give one that begins with '/', such as /erp/out.");
        }
        return folder;
    }

    private static String archiveFolder(
            String text, AfterPull afterPull, String remoteFolder, UnaryOperator<String> folders) {
        if (afterPull != AfterPull.MOVE) {
            return null;
        }
        if (text.isEmpty()) {
            throw FlotillaException.invalid(
                    "Files shall be moved, and it is not said whereto.", "Give a folder that exists there.");
        }
        String folder = folders.apply(text);
        if (folder.equals(remoteFolder)) {
            throw FlotillaException.invalid(
                    "Files would be moved to where they are.", "Give another folder than the one they come from.");
        }
        return folder;
    }

    private static String targetFolder(String text) {
        String folder = RemoteFolder.checked(text).replaceAll("/{2,}", "/");
        if (!folder.startsWith("/") || folder.indexOf('\\') >= 0) {
            throw FlotillaException.invalid(
                    "'" + text + "' is not a folder in the home.", "Give one that begins with '/', such as /in.");
        }
        return folder;
    }

    private static Duration seconds(String text, long most) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 0 && seconds <= most) {
                return Duration.ofSeconds(seconds);
            }
            throw notSeconds(text, most, null);
        } catch (NumberFormatException e) {
            throw notSeconds(text, most, e);
        }
    }

    private static FlotillaException notSeconds(String text, long most, NumberFormatException cause) {
        return new FlotillaException(
                ErrorCode.INVALID_INPUT,
                "'" + text + "' is no number of seconds that can be used.",
                "Give a whole number from 0 to " + most + ".",
                cause);
    }

    /** Parameters by name; a blank one counts as not given. */
    private record Given(Map<String, String> parameters) {

        String required(String name) {
            return checked(name, "", text -> {
                if (text.isEmpty()) {
                    throw FlotillaException.invalid("A pull has no " + name + ".", "Name the " + name + ".");
                }
                return text;
            });
        }

        <T> T checked(String name, String otherwise, Function<String, T> check) {
            String text = parameters.getOrDefault(name, "").strip();
            return checking(field(name), () -> check.apply(text.isEmpty() ? otherwise : text));
        }
    }

    static String field(String parameter) {
        return "jobParameters." + parameter;
    }
}
