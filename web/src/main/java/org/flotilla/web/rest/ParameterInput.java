package org.flotilla.web.rest;

import org.flotilla.core.FlotillaException;

/**
 * A value to set.
 *
 * @param node the node that it is for; null: all, or a shared parameter
 */
public record ParameterInput(String value, String node) {

    String required() {
        if (value == null) {
            throw FlotillaException.invalid("The field 'value' is missing.", "Give it; DELETE takes a value away.")
                    .of("value");
        }
        return value;
    }

    /** Blank counts as null. */
    String oneNode() {
        return node == null || node.isBlank() ? null : node.strip();
    }
}
