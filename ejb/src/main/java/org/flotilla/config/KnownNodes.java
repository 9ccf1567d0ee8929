package org.flotilla.config;

import java.util.SortedSet;
import org.flotilla.core.FlotillaException;

/** The nodes that there are. The cluster, which stands above the parameters, says which. */
@FunctionalInterface
public interface KnownNodes {

    /** The names of all that ever joined or were refused, by name. */
    SortedSet<String> names();

    /**
     * Returns if there is a node of this name: a value for any other would wait, unseen, for one that may never come (N1).
     *
     * @throws FlotillaException INVALID_INPUT otherwise, with the names that there are
     */
    default void ensureKnown(String node) {
        SortedSet<String> names = names();
        if (!names.contains(node)) {
            String known = String.join(", ", names);
            throw FlotillaException.invalid(
                            "There is no node '" + node + "'.",
                            "Give one of " + known + ". A new node is known once it has started.")
                    .told("parameter.node", node, known)
                    .of("node");
        }
    }
}
