package org.flotilla.config;

import java.util.List;
import org.flotilla.core.FlotillaException;

/** The parameters, for those who look at them and change them (N1). Changes are audited and apply within 2 s (W5). */
public interface Configuration {

    /** All parameters with the values that hold on this node, by name. */
    List<ParameterValue> list();

    /**
     * Sets a value.
     *
     * @param node null for every node; required to be null for a shared parameter, else to be a node that there is
     * @throws FlotillaException NOT_FOUND, INVALID_INPUT
     */
    void set(String name, String node, String value, String actor);

    /**
     * Takes a value back, so that what is more general holds: what is set for every node, else the default.
     *
     * @param node null for the value of the cluster or of every node
     * @throws FlotillaException NOT_FOUND, also if no value is set for just that; INVALID_INPUT
     */
    void reset(String name, String node, String actor);
}
