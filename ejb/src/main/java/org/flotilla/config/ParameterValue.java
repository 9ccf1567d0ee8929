package org.flotilla.config;

/**
 * A parameter and the value that holds, for people.
 *
 * @param scope SHARED or LOCAL
 * @param node whose value this is; null for a shared one
 * @param source where the value comes from: DEFAULT, DATABASE or OPTIONS_FILE
 */
public record ParameterValue(
        String name, String scope, String defaultValue, String description, String value, String node, String source) {}
