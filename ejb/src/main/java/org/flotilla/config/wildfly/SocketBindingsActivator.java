package org.flotilla.config.wildfly;

import java.util.List;
import java.util.function.Supplier;
import org.jboss.as.network.SocketBinding;
import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceName;

/**
 * Asks the server, when the EJB jar is deployed, for the socket bindings of the gateways and of HTTPS, to which browsers are
 * sent: the server resolves one only when somebody requires it. The management model says the same, but cannot be read while the server boots, which is when the
 * gateways open. A binding that the server does not have is left out, so that a node without a gateway still starts.
 */
public class SocketBindingsActivator implements ServiceActivator {

    private static final ServiceName BINDINGS = ServiceName.of("org", "wildfly", "network", "socket-binding");
    private static final ServiceName OWN = ServiceName.of("org", "flotilla", "socket-binding");
    private static final List<String> WANTED = List.of("flotilla-sftp", "flotilla-ftps", "https");

    @Override
    public void activate(ServiceActivatorContext context) {
        for (String wanted : WANTED) {
            if (context.getServiceRegistry().getService(BINDINGS.append(wanted)) != null) {
                require(wanted, context);
            }
        }
    }

    private static void require(String name, ServiceActivatorContext context) {
        ServiceBuilder<?> builder = context.getServiceTarget().addService();
        builder.provides(OWN.append(name));
        Supplier<SocketBinding> binding = builder.requires(BINDINGS.append(name));
        builder.setInstance(new RequiredBinding(name, binding)).install();
    }
}
