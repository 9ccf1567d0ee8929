package org.flotilla.dispatch;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.TaskType;

/**
 * What a node prefers (W2), read from {@code PUSH=true, SITE_NAME=acme=true}. What is {@code false} is as if it were not
 * written.
 *
 * @param preferred {@code PUSH}, {@code SITE_NAME=acme}
 */
record NodeAttributes(Set<String> preferred) {

    private static final String PARAMETER = "EventQueue.taskProcessor.attributes";

    NodeAttributes {
        preferred = Set.copyOf(preferred);
    }

    /** @throws FlotillaException INVALID_INPUT if the text is no list of attributes with their values */
    static NodeAttributes read(String text) {
        Set<String> seen = new HashSet<>();
        Set<String> preferred = new HashSet<>();
        for (String item : AttributeNames.items(text)) {
            int end = item.lastIndexOf('=');
            String attribute = end < 0 ? item : strip(item.substring(0, end));
            String value = end < 0 ? "" : item.substring(end + 1).strip();
            check(item, attribute, value);
            require(seen.add(attribute), "'" + attribute + "' is given twice.", "Give it once.");
            if (value.equals("true")) {
                preferred.add(attribute);
            }
        }
        return new NodeAttributes(preferred);
    }

    /** Without the blanks around the first sign of equality. */
    private static String strip(String attribute) {
        int middle = attribute.indexOf('=');
        return middle < 0
                ? attribute.strip()
                : attribute.substring(0, middle).strip()
                        + "="
                        + attribute.substring(middle + 1).strip();
    }

    private static void check(String item, String attribute, String value) {
        require(
                value.equals("true") || value.equals("false"),
                "The attribute '" + item + "' has no value true or false.",
                "Give each as PUSH=true or SITE_NAME=acme=true, separated by commas.");
        int middle = attribute.indexOf('=');
        if (middle < 0) {
            require(
                    AttributeNames.isTaskType(attribute),
                    "'" + attribute + "' is no task type.",
                    "Give one of " + Arrays.toString(TaskType.values()) + ", or an attribute with its value: "
                            + "SITE_NAME=acme=true.");
            return;
        }
        String name = attribute.substring(0, middle);
        require(AttributeNames.isName(name), "'" + name + "' is no name of an attribute.", "Give SITE_NAME=acme=true.");
        require(
                !AttributeNames.isTaskType(name),
                "The task type " + name + " has a value besides true or false.",
                "Give it as " + name + "=true or " + name + "=false.");
        require(
                middle < attribute.length() - 1,
                "The attribute '" + item + "' does not say which " + name + ".",
                "Give it as " + name + "=acme=true.");
    }

    /** Whether one of the event's attributes is preferred. */
    boolean match(Set<String> event) {
        return !Collections.disjoint(preferred, event);
    }

    private static void require(boolean condition, String message, String remedy) {
        if (!condition) {
            throw FlotillaException.invalid(PARAMETER + ": " + message, remedy).of("value");
        }
    }
}
