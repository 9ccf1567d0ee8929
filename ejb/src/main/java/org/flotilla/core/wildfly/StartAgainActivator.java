package org.flotilla.core.wildfly;

import org.flotilla.core.sql.DatabaseCheck;
import org.jboss.msc.service.ServiceActivator;
import org.jboss.msc.service.ServiceActivatorContext;

/**
 * Installs {@link StartAgain} when the EJB jar is deployed. It waits for nothing else, so that it runs when all the rest
 * of the application could not start.
 */
public class StartAgainActivator implements ServiceActivator {

    @Override
    public void activate(ServiceActivatorContext context) {
        context.getServiceTarget()
                .addService()
                .setInstance(new StartAgain(DatabaseCheck::problem))
                .install();
    }
}
