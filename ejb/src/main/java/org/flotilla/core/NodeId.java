package org.flotilla.core;

import java.util.regex.Pattern;

/** The name of a node, unique in the cluster, the same over all its incarnations: {@code node-1}. */
public record NodeId(String name) implements Comparable<NodeId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

    public NodeId {
        if (name == null || !FORM.matcher(name).matches()) {
            throw FlotillaException.invalid(
                    "'" + name + "' is not a node name.",
                    "Use 1 to 60 letters, digits, '.', '_' or '-', beginning with a letter or digit.");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
