package org.flotilla.messaging.jms;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.flotilla.cluster.Lease;
import org.flotilla.core.NodeClock;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server deliver requests to this node only while it holds its lease (M1). The broker gives each node its share and forwards
 * what has no consumer here to where there is one; what has one, it would offer to a node that may not work again and again, while
 * others have nothing to do.
 *
 * <p>The server's management model starts and stops the delivery, over JMX, as it has no other interface for applications. It
 * is closed before the lease ends with the server: the model is not at hand then.
 */
@Singleton
@Startup
@DependsOn("LeaseKeeper")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RequestDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDelivery.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration BOOT = Duration.ofMinutes(2);
    private static final String SERVER = "jboss.as:management-root=server";

    private final MBeanServer model = ManagementFactory.getPlatformMBeanServer();

    @Resource
    private ManagedThreadFactory threads;

    @Resource(lookup = "java:module/ModuleName")
    private String module;

    @Inject
    private Lease lease;

    @Inject
    private NodeClock clock;

    private SteadyThread thread;
    private long startedAt;

    /** Until then nothing can be stopped, and the server would log an error. Used by one thread. */
    private boolean booted;

    /** As it is after deployment. Used by one thread. */
    private boolean delivering = true;

    @PostConstruct
    void start() {
        startedAt = clock.nanoTime();
        thread = SteadyThread.start(threads, "flotilla-requests", EVERY, this::look);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    private void look() {
        boolean held = lease.isHeld();
        booted = booted || held || clock.since(startedAt).compareTo(BOOT) >= 0;
        if (held != delivering && booted && isRunning()) {
            tellServer(held ? "startDelivery" : "stopDelivery");
            delivering = held;
            LOG.info(held ? "Requests by message are taken" : "Requests by message are left to other nodes");
        }
    }

    /** A server that is suspended has stopped the delivery by itself, and starts it again: twice, if it was started meanwhile. */
    private boolean isRunning() {
        try {
            return "RUNNING".equals(model.getAttribute(new ObjectName(SERVER), "suspendState"));
        } catch (JMException e) {
            throw new IllegalStateException(
                    "The server does not tell its state over JMX. Add expose-resolved-model to the subsystem jmx.", e);
        }
    }

    private void tellServer(String operation) {
        try {
            Set<ObjectName> receivers = model.queryNames(
                    new ObjectName("jboss.as:deployment=*,subdeployment=" + module
                            + ".jar,subsystem=ejb3,message-driven-bean=" + RequestReceiver.NAME),
                    null);
            if (receivers.isEmpty()) {
                throw new IllegalStateException("The management model of the server has no " + RequestReceiver.NAME
                        + " over JMX. Add expose-resolved-model to the subsystem jmx.");
            }
            for (ObjectName receiver : receivers) {
                model.invoke(receiver, operation, new Object[0], new String[0]);
            }
        } catch (JMException e) {
            throw new IllegalStateException("The server refuses " + operation + " of " + RequestReceiver.NAME, e);
        }
    }
}
