package org.flotilla.web.ui;

import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.flotilla.config.ParameterValue;
import org.flotilla.config.SetValue;

/**
 * A parameter's value as it is for one node, or for all that have none of their own, and where it comes from (N1, W2).
 *
 * @param node null: the cluster, or every node that has no value of its own
 */
public record ParameterRow(ParameterValue parameter, String node) {

    /** Where a value comes from. */
    public enum Source {
        DEFAULT,
        CLUSTER,
        EVERY_NODE,
        THIS_NODE,
        OPTIONS_FILE
    }

    /** One for all, and for a local parameter one for each of the nodes, by name. */
    static List<ParameterRow> of(ParameterValue parameter, NavigableSet<String> nodes) {
        return Stream.concat(
                        Stream.of(new ParameterRow(parameter, null)),
                        nodes.stream()
                                .filter(node -> isLocal(parameter))
                                .map(node -> new ParameterRow(parameter, node)))
                .toList();
    }

    /** One for all, and one for each node of which it is known that it has another. */
    static List<ParameterRow> differing(ParameterValue parameter) {
        return of(parameter, nodesWithTheirOwn(parameter));
    }

    /** The nodes with a value of their own, in the database or, as far as this node can tell, in an options file. */
    static NavigableSet<String> nodesWithTheirOwn(ParameterValue parameter) {
        NavigableSet<String> nodes = new TreeSet<>();
        parameter.set().stream().map(SetValue::node).filter(Objects::nonNull).forEach(nodes::add);
        if (parameter.node() != null && isFromFile(parameter)) {
            nodes.add(parameter.node());
        }
        return nodes;
    }

    /** Says nothing of the options files of other nodes than that which answers. */
    public Source source() {
        if (isFromFile(parameter) && Objects.equals(node, parameter.node())) {
            return Source.OPTIONS_FILE;
        }
        if (node != null && isSet()) {
            return Source.THIS_NODE;
        }
        if (parameter.setFor(null).isEmpty()) {
            return Source.DEFAULT;
        }
        return isLocal(parameter) ? Source.EVERY_NODE : Source.CLUSTER;
    }

    /** The value that holds. */
    public String value() {
        return source() == Source.OPTIONS_FILE ? parameter.value() : stored();
    }

    /** The value that holds where no options file says otherwise: what is set for just this, for every node, or the default. */
    public String stored() {
        return own().or(() -> parameter.setFor(null)).orElse(parameter.defaultValue());
    }

    /** Whether a value is set for just this, so that it can be taken away. */
    public boolean isSet() {
        return own().isPresent();
    }

    private Optional<String> own() {
        return parameter.setFor(node);
    }

    private static boolean isLocal(ParameterValue parameter) {
        return parameter.scope().equals("LOCAL");
    }

    private static boolean isFromFile(ParameterValue parameter) {
        return parameter.source().equals("OPTIONS_FILE");
    }
}
