package org.flotilla.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A parameter and the value that holds, for people.
 *
 * @param scope SHARED or LOCAL
 * @param choices all the values it can have, if they are few; else empty
 * @param value the one that holds, for a local parameter on the node that answers
 * @param node whose value this is; null for a shared one
 * @param source where the value comes from: DEFAULT, DATABASE or OPTIONS_FILE
 * @param set what is set in the database: for the cluster or every node first, then for single nodes, by name
 */
public record ParameterValue(
        String name,
        String scope,
        String defaultValue,
        String description,
        List<String> choices,
        String value,
        String node,
        String source,
        List<SetValue> set) {

    public ParameterValue {
        choices = List.copyOf(choices);
        set = List.copyOf(set);
    }

    /** What is set for exactly this node; null: for the cluster, or every node that has none of its own. */
    public Optional<String> setFor(String oneNode) {
        return set.stream()
                .filter(each -> Objects.equals(each.node(), oneNode))
                .map(SetValue::value)
                .findFirst();
    }
}
