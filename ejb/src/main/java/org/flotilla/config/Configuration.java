package org.flotilla.config;

import java.util.List;
import org.flotilla.core.FlotillaException;

/** Lists and changes parameters, for those who administer them (N1). Changes are audited and hold on all nodes within 2 s. */
public interface Configuration {

    /** All parameters, by name; a local one has a row for each node that has a value of its own, and one without a node. */
    List<ParameterValue> list();

    /**
     * Sets a value.
     *
     * @param node the node that it holds for; null for a shared parameter, or for a local one on all nodes without their own
     * @throws FlotillaException NOT_FOUND, INVALID_INPUT if it is no value for the parameter
     */
    void set(String name, String node, String value, String actor);

    /** Takes a set value away, so that the next more general one holds. @throws FlotillaException NOT_FOUND */
    void reset(String name, String node, String actor);
}
