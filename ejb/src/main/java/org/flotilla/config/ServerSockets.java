package org.flotilla.config;

import java.net.InetSocketAddress;
import java.util.Optional;

/** The server's socket bindings, which say where a gateway listens on this server. */
public interface ServerSockets {

    /** Address and port of the binding of this name, the server's port offset included; empty if there is none. */
    Optional<InetSocketAddress> find(String binding);
}
