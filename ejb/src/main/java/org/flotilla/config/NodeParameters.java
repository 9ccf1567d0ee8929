package org.flotilla.config;

import java.util.Optional;

/** What is set for each node, for features that decide over nodes other than their own. Thread-safe. */
public interface NodeParameters {

    /** Stands for every node that has no value of its own. */
    String EVERY_NODE = ParameterEntity.EVERY_NODE;

    /**
     * The text that is set for exactly this node, or for {@link #EVERY_NODE}; empty: none is. The options file of this
     * node counts for this node; those of others are not known here.
     */
    Optional<String> textFor(Parameter<?> parameter, String node);
}
