package org.flotilla.retention;

import static org.flotilla.core.FlotillaException.checking;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NamePattern;
import org.flotilla.storage.HomePath;

/**
 * What a run of the job {@code retain} shall do: the job's parameters, in types. A file goes if it is too old, or if it and
 * the younger ones are too many bytes.
 *
 * @param account null: all accounts, each for itself
 * @param folder in the home, absolute; those below it count too
 * @param pattern of the files' names
 * @param olderThan null: their age does not matter
 * @param maximumBytes null: their sizes do not matter
 * @param archiveFolder in the same home, apart from the folder; null unless files are archived
 * @param dryRun only tells what would happen
 */
public record RetentionOrder(
        String account,
        String folder,
        NamePattern pattern,
        Duration olderThan,
        Long maximumBytes,
        RetentionAction action,
        String archiveFolder,
        boolean dryRun) {

    /** The job's name. */
    public static final String JOB = "retain";

    static final String ACCOUNT = "account";
    static final String FOLDER = "folder";
    static final String PATTERN = "pattern";
    static final String OLDER_THAN = "olderThan";
    static final String MAXIMUM_BYTES = "maximumBytes";
    static final String ACTION = "action";
    static final String ARCHIVE_FOLDER = "archiveFolder";
    static final String DRY_RUN = "dryRun";

    /** All the parameters that the job knows. */
    public static final List<String> PARAMETERS =
            List.of(ACCOUNT, FOLDER, PATTERN, OLDER_THAN, MAXIMUM_BYTES, ACTION, ARCHIVE_FOLDER, DRY_RUN);

    private static final long LONGEST_DAYS = 36_500;

    /** @throws FlotillaException INVALID_INPUT about the field {@code jobParameters.<name>} */
    public static RetentionOrder of(Map<String, String> parameters) {
        Given given = new Given(parameters);
        RetentionAction action = given.checked(ACTION, "", RetentionOrder::action);
        String folder = given.checked(FOLDER, "/", RetentionOrder::homeFolder);
        Long days = given.checked(OLDER_THAN, "", text -> number(text, LONGEST_DAYS, "days"));
        Long bytes = given.checked(MAXIMUM_BYTES, "", text -> number(text, Long.MAX_VALUE, "bytes"));
        if (days == null && bytes == null) {
            throw FlotillaException.invalid(
                            "It is not said which files are to go.",
                            "Give olderThan in days, or maximumBytes, or both.")
                    .of(field(OLDER_THAN));
        }
        return new RetentionOrder(
                given.checked(ACCOUNT, "", text -> text.isEmpty() ? null : text),
                folder,
                given.checked(PATTERN, "*", NamePattern::of),
                days == null ? null : Duration.ofDays(days),
                bytes,
                action,
                given.checked(ARCHIVE_FOLDER, "", text -> archiveFolder(text, action, folder)),
                given.checked(DRY_RUN, "false", RetentionOrder::flag));
    }

    /** Nothing that is not said is deleted. */
    private static RetentionAction action(String text) {
        return Arrays.stream(RetentionAction.values())
                .filter(action -> action.name().equals(text))
                .findFirst()
                .orElseThrow(() -> FlotillaException.invalid(
                        text.isEmpty()
                                ? "It is not said what shall happen to the files."
                                : "'" + text + "' is nothing that can be done with files.",
                        "Give DELETE or ARCHIVE."));
    }

    private static String homeFolder(String text) {
        if (!text.startsWith("/")) {
            throw FlotillaException.invalid(
                    "'" + text + "' is not a folder in the home.", "Give one that begins with '/', such as /in.");
        }
        try {
            return HomePath.normal(text);
        } catch (FlotillaException e) {
            throw new FlotillaException(ErrorCode.INVALID_INPUT, e.getMessage(), e.remedy(), e);
        }
    }

    private static String archiveFolder(String text, RetentionAction action, String folder) {
        if (action == RetentionAction.DELETE) {
            if (!text.isEmpty()) {
                throw FlotillaException.invalid(
                        "Files shall be deleted, and there is an archive folder.",
                        "Leave it out, or give the action ARCHIVE.");
            }
            return null;
        }
        if (text.isEmpty()) {
            throw FlotillaException.invalid(
                    "Files shall be archived, and it is not said where.",
                    "Give a folder in the home, such as /archive.");
        }
        String archive = homeFolder(text);
        if (isWithin(archive, folder) || isWithin(folder, archive)) {
            throw FlotillaException.invalid(
                    "Files of " + folder + " would be archived to " + archive
                            + ", where they would be looked for again.",
                    "Give folders of which neither lies in the other, such as /in and /archive.");
        }
        return archive;
    }

    private static boolean isWithin(String folder, String outer) {
        return folder.equals(outer) || folder.startsWith(outer.endsWith("/") ? outer : outer + "/");
    }

    private static Long number(String text, long most, String unit) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
            throw notANumber(text, most, unit, null);
        } catch (NumberFormatException e) {
            throw notANumber(text, most, unit, e);
        }
    }

    private static FlotillaException notANumber(String text, long most, String unit, NumberFormatException cause) {
        return new FlotillaException(
                ErrorCode.INVALID_INPUT,
                "'" + text + "' is no number of " + unit + " that can be used.",
                "Give a whole number from 1 to " + most + ".",
                cause);
    }

    private static Boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw FlotillaException.invalid("'" + text + "' is neither true nor false.", "Give true or false.");
        }
        return Boolean.valueOf(text);
    }

    static String field(String parameter) {
        return "jobParameters." + parameter;
    }

    /** Parameters by name; a blank one counts as not given. */
    private record Given(Map<String, String> parameters) {

        <T> T checked(String name, String otherwise, Function<String, T> check) {
            String text = parameters.getOrDefault(name, "").strip();
            return checking(field(name), () -> check.apply(text.isEmpty() ? otherwise : text));
        }
    }
}
