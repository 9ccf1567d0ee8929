package org.flotilla.config.wildfly;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.as.network.SocketBinding;
import org.jboss.msc.Service;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/** Remembers a binding for the beans, which the service container does not know, while this application is deployed. */
final class RequiredBinding implements Service {

    static final Map<String, SocketBinding> FOUND = new ConcurrentHashMap<>();

    private final String name;
    private final Supplier<SocketBinding> binding;

    RequiredBinding(String name, Supplier<SocketBinding> binding) {
        this.name = name;
        this.binding = binding;
    }

    @Override
    public void start(StartContext context) {
        FOUND.put(name, binding.get());
    }

    @Override
    public void stop(StopContext context) {
        FOUND.remove(name);
    }
}
