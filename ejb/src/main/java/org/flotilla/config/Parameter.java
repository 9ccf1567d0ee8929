package org.flotilla.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;

/**
 * A parameter's definition: its name, its default and how its text is read. Features declare theirs as constants and read
 * them through {@link Parameters}.
 *
 * @param name as administrators write it, such as {@code EventQueue.DispatchPolicy.name}
 * @param scope whether it holds for the cluster or for one node
 * @param defaultText the value that holds where none is set
 * @param description what it does, with units, for the configuration page
 * @param choices all the texts it can have, if they are few; else empty
 * @param reader reads and checks a text; throws {@link FlotillaException} INVALID_INPUT
 */
public record Parameter<T>(
        String name,
        Scope scope,
        String defaultText,
        String description,
        List<String> choices,
        Function<String, T> reader) {

    private static final Pattern UNWRITABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    /** The longest text that the database takes. */
    static final int LONGEST = 4000;

    public Parameter {
        choices = List.copyOf(choices);
    }

    /** Whom a value holds for. */
    public enum Scope {
        SHARED,
        LOCAL
    }

    public T defaultValue() {
        return reader.apply(defaultText);
    }

    /**
     * Returns if the text is a value of this parameter, and can be stored.
     *
     * @throws FlotillaException INVALID_INPUT otherwise
     */
    public void check(String text) {
        ensureStorable(text.strip());
        Objects.requireNonNull(reader.apply(text), name);
    }

    private void ensureStorable(String text) {
        if (text.length() > LONGEST) {
            throw FlotillaException.invalid(
                            "The value for " + name + " is " + text.length() + " characters long.",
                            "Give one of at most " + LONGEST + ".")
                    .told("parameter.long", name, text.length(), LONGEST)
                    .of("value");
        }
        if (UNWRITABLE.matcher(text).find()) {
            throw FlotillaException.invalid(
                            "The value for " + name + " has a control character in it.",
                            "Give it in one line, of visible characters.")
                    .told("parameter.control", name)
                    .of("value");
        }
    }

    public static Parameter<String> text(String name, Scope scope, String defaultText, String description) {
        return new Parameter<>(name, scope, defaultText, description, List.of(), String::strip);
    }

    public static Parameter<Boolean> flag(String name, Scope scope, boolean defaultValue, String description) {
        return new Parameter<>(
                name,
                scope,
                Boolean.toString(defaultValue),
                description,
                List.of("true", "false"),
                text -> flag(name, text));
    }

    public static Parameter<Integer> number(
            String name, Scope scope, int defaultValue, int least, int most, String description) {
        return new Parameter<>(
                name,
                scope,
                Integer.toString(defaultValue),
                description,
                List.of(),
                text -> number(name, text, least, most));
    }

    /** A span in seconds. */
    public static Parameter<Duration> seconds(
            String name, Scope scope, int defaultValue, int least, int most, String description) {
        return new Parameter<>(
                name,
                scope,
                Integer.toString(defaultValue),
                description,
                List.of(),
                text -> Duration.ofSeconds(number(name, text, least, most)));
    }

    public static <E extends Enum<E>> Parameter<E> choice(
            String name, Scope scope, E defaultValue, String description) {
        Class<E> type = defaultValue.getDeclaringClass();
        List<String> choices =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return new Parameter<>(
                name, scope, defaultValue.name(), description, choices, text -> choice(name, text, type));
    }

    /** One that need not be set: as long as it is empty, the general one of that name holds. */
    public static <T> Parameter<Optional<T>> optional(Parameter<T> set, String general) {
        return new Parameter<>(
                set.name(),
                set.scope(),
                "",
                set.description(),
                List.of(),
                text -> text.isBlank() ? Optional.empty() : Optional.of(read(set, general, text)));
    }

    private static <T> T read(Parameter<T> set, String general, String text) {
        try {
            return set.reader().apply(text);
        } catch (FlotillaException e) {
            throw FlotillaException.invalid(
                            e.getMessage(), e.remedy() + " Or leave it empty: then " + general + " holds.")
                    .of("value");
        }
    }

    private static boolean flag(String name, String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(name, text, "true or false").told("parameter.flag", text, name);
        };
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of bounds
        }
        throw refused(name, text, "a whole number from " + least + " to " + most)
                .told("parameter.number", text, name, least, most);
    }

    private static <E extends Enum<E>> E choice(String name, String text, Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(text.strip())) {
                return value;
            }
        }
        String choices = Arrays.toString(type.getEnumConstants());
        throw refused(name, text, "one of " + choices).told("parameter.choice", text, name, choices);
    }

    private static FlotillaException refused(String name, String text, String wanted) {
        return FlotillaException.invalid("'" + text + "' is no value for " + name + ".", "Give " + wanted + ".")
                .of("value");
    }
}
