package org.flotilla.web.rest;

import java.util.Arrays;
import org.flotilla.core.CycleId;
import org.flotilla.core.FlotillaException;

/** Reads query parameters. An empty one counts as absent. */
final class QueryText {

    private QueryText() {}

    static String text(String value) {
        return value == null || value.isBlank() ? null : value.strip();
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
                        "Give one of " + Arrays.toString(type.getEnumConstants()) + "."));
    }
}
