package org.flotilla.config;

import java.util.List;

/**
 * A parameter and the value that holds, for people.
 *
 * @param scope SHARED or LOCAL
 * @param choices all the values it can have, if they are few; else empty
 * @param node whose value this is; null for a shared one
 * @param source where the value comes from: DEFAULT, DATABASE or OPTIONS_FILE
 */
public record ParameterValue(
        String name,
        String scope,
        String defaultValue,
        String description,
        List<String> choices,
        String value,
        String node,
        String source) {

    public ParameterValue {
        choices = List.copyOf(choices);
    }
}
