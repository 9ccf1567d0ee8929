package org.flotilla.web.ui;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.TextKey;
import org.flotilla.queue.EventState;

/**
 * What a refusal says in the language of the bundle, under {@code refused.<key>} and {@code refused.<key>.remedy}; in English,
 * as it was thrown, where the bundle does not have it.
 *
 * @param what what happened
 * @param remedy what to do about it
 */
record RefusalText(String what, String remedy) {

    private static final String PREFIX = "refused.";
    private static final String REMEDY = ".remedy";
    private static final Set<String> OF_STATES = Set.of("eventState", "eventTransition");
    private static final Pattern STATE = Pattern.compile(
            Arrays.stream(EventState.values()).map(Enum::name).collect(Collectors.joining("|", "\\b(", ")\\b")));

    static RefusalText of(FlotillaException refusal, ResourceBundle bundle, Locale locale) {
        return refusal.textKey()
                .filter(text -> bundle.containsKey(PREFIX + text.key()))
                .map(text -> new RefusalText(
                        format(bundle, PREFIX + text.key(), text, locale),
                        format(bundle, PREFIX + text.key() + REMEDY, text, locale)))
                .orElseGet(() -> new RefusalText(refusal.getMessage(), refusal.remedy()));
    }

    private static String format(ResourceBundle bundle, String key, TextKey text, Locale locale) {
        return new MessageFormat(bundle.getString(key), locale)
                .format(text.values().stream()
                        .map(value -> OF_STATES.contains(text.key()) ? states(bundle, value) : value)
                        .toArray());
    }

    /** As the pages call the states of events. */
    private static String states(ResourceBundle bundle, String value) {
        return STATE.matcher(value)
                .replaceAll(state -> bundle.getString(Format.keyOf(EventState.valueOf(state.group()))));
    }
}
