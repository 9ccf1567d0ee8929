package org.flotilla.recovery.wildfly;

import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;
import org.jboss.msc.service.ServiceBuilder;
import org.jboss.msc.service.ServiceController.Mode;
import org.jboss.msc.service.ServiceName;
import org.jboss.msc.service.ServiceTarget;
import org.wildfly.clustering.singleton.service.ServiceTargetFactory;
import org.wildfly.clustering.singleton.service.SingletonServiceActivator;
import org.wildfly.clustering.singleton.service.SingletonServiceActivatorContext;

/**
 * Installs, when the EJB jar is deployed, the service whose running says where the disaster-recovery monitor is active
 * (D1). On a server that cannot be in a cluster it is an ordinary service, which always runs.
 */
public class MonitorActivator implements ServiceActivator {

    private static final ServiceName NAME = ServiceName.of("org", "flotilla", "recovery", "monitor");
    private static final ServiceName ELECTIONS =
            ServiceName.parse(ServiceTargetFactory.DEFAULT_SERVICE_DESCRIPTOR.getName());

    @Override
    public void activate(ServiceActivatorContext context) {
        if (context.getServiceRegistry().getService(ELECTIONS) == null) {
            install(context.getServiceTarget());
        } else {
            new Elected().activate(context);
        }
    }

    private static void install(ServiceTarget target) {
        ServiceBuilder<?> builder = target.addService();
        ElectedService service = new ElectedService(builder.provides(NAME));
        builder.setInstance(service).setInitialMode(Mode.ACTIVE).install();
    }

    /** Waits for the singleton subsystem, and starts the service on one server of the cluster at a time. */
    private static final class Elected implements SingletonServiceActivator {

        @Override
        public void activate(SingletonServiceActivatorContext context) {
            install(context.getServiceTarget());
        }
    }
}
