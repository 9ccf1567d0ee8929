package org.flotilla.config.wildfly;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.flotilla.config.ServerSockets;
import org.jboss.as.network.SocketBinding;

/** The bindings that {@link SocketBindingsActivator} asked the server for. */
@ApplicationScoped
public class SocketBindings implements ServerSockets {

    @Override
    public Optional<InetSocketAddress> find(String binding) {
        return Optional.ofNullable(RequiredBinding.FOUND.get(binding)).map(SocketBinding::getSocketAddress);
    }
}
