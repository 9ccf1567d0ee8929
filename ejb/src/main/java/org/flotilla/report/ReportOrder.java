package org.flotilla.report;

import static org.flotilla.core.FlotillaException.checking;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/**
 * What a run of the job {@code report} shall send: the job's parameters, in types.
 *
 * @param to as a person wrote it, not checked here; empty: those who are told of incidents
 */
public record ReportOrder(ReportPeriod.Kind period, ZoneId zone, Locale language, String to) {

    /** The job's name. */
    public static final String JOB = "report";

    static final String PERIOD = "period";
    static final String TIME_ZONE = "timeZone";
    static final String LANGUAGE = "language";
    static final String TO = "to";

    /** All the parameters that the job knows. */
    public static final List<String> PARAMETERS = List.of(TO, TIME_ZONE, PERIOD, LANGUAGE);

    /** @throws FlotillaException INVALID_INPUT about the field {@code jobParameters.<name>} */
    public static ReportOrder of(Map<String, String> parameters) {
        return new ReportOrder(
                checked(parameters, PERIOD, "DAY", ReportOrder::period),
                checked(parameters, TIME_ZONE, "UTC", ReportOrder::zone),
                checked(parameters, LANGUAGE, "en", ReportOrder::language),
                checked(parameters, TO, "", Function.identity()));
    }

    /** A blank parameter counts as not given. */
    private static <T> T checked(
            Map<String, String> parameters, String name, String otherwise, Function<String, T> check) {
        String text = parameters.getOrDefault(name, "").strip();
        return checking(field(name), () -> check.apply(text.isEmpty() ? otherwise : text));
    }

    private static ReportPeriod.Kind period(String text) {
        return Arrays.stream(ReportPeriod.Kind.values())
                .filter(kind -> kind.name().equals(text))
                .findFirst()
                .orElseThrow(() -> FlotillaException.invalid(
                        "'" + text + "' is no period of a report.", "Give DAY, WEEK or MONTH."));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new FlotillaException(
                            ErrorCode.INVALID_INPUT,
                            "There is no time zone '" + text + "'.",
                            "Give one of the IANA names, such as Europe/Berlin or UTC.",
                            e)
                    .told("timeZone", text);
        }
    }

    private static Locale language(String text) {
        return switch (text) {
            case "en" -> Locale.ENGLISH;
            case "de" -> Locale.GERMAN;
            default -> throw FlotillaException.invalid("There are no reports in '" + text + "'.", "Give en or de.");
        };
    }

    static String field(String parameter) {
        return "jobParameters." + parameter;
    }
}
