package org.flotilla.config;

/**
 * A parameter with the value that holds.
 *
 * @param scope {@code SHARED} or {@code LOCAL}
 * @param description what it does, with units
 * @param node the node that the value holds for; null: all nodes that have none of their own
 * @param source where the value comes from: {@code default}, {@code database} or {@code file}
 */
public record ParameterValue(
        String name, String scope, String defaultValue, String description, String value, String node, String source) {}
