package org.flotilla.testsuite.simulator;

import java.util.Optional;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.NodeId;

/** What a node's server says of itself. */
final class ServerOf extends ServerProperties {

    private final NodeId id;

    ServerOf(NodeId id) {
        this.id = id;
    }

    @Override
    public String nodeName() {
        return id.name();
    }

    /** The name in the view. */
    @Override
    public String memberName() {
        return "primary:" + id;
    }

    @Override
    public String address() {
        return id.name() + ".example.com";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Optional<String> option(String name) {
        return Optional.empty();
    }
}
