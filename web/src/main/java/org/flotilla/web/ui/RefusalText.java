package org.flotilla.web.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.TextKey;

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
                .format(text.values().toArray());
    }
}
