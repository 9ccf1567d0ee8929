package org.flotilla.web.rest;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.flotilla.core.CycleId;
import org.flotilla.core.FlotillaException;

/** Reads query parameters. An empty one counts as absent. */
final class QueryText {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private QueryText() {}

    /** @throws FlotillaException INVALID_INPUT if it has a character that is no text, which a database would refuse */
    static String text(String value) {
        String text = value == null || value.isBlank() ? null : value.strip();
        if (text != null && CONTROL.matcher(text).find()) {
            throw FlotillaException.invalid(
                    "A query parameter has a control character.", "Give printable characters, encoded as UTF-8.");
        }
        return text;
    }

    /** False if absent. @throws FlotillaException INVALID_INPUT if it is neither true nor false */
    static boolean flag(String name, String value) {
        String text = text(value);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw FlotillaException.invalid("'" + text + "' is no value of " + name + ".", "Give true or false.")
                    .of(name);
        }
        return "true".equals(text);
    }

    static CycleId cycle(String value) {
        String text = text(value);
        return text == null ? null : new CycleId(text);
    }

    /** @throws FlotillaException INVALID_INPUT with the choices */
    static <E extends Enum<E>> E choice(String name, String value, Class<E> type) {
        String text = text(value);
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(choice -> choice.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> FlotillaException.invalid(
                                "'" + text + "' is no " + name + ".",
                                "Give one of " + Arrays.toString(type.getEnumConstants()) + ".")
                        .of(name));
    }
}
