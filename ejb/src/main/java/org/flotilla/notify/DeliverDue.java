package org.flotilla.notify;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.core.SteadyThread;

/**
 * Looks into the outbox once a second, on every node. On a thread of its own: a mail server that does not answer must not
 * hold up what the server's executor does.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliverDue {

    private static final Duration EVERY = Duration.ofSeconds(1);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Deliver deliver;

    private SteadyThread thread;

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-notify", EVERY, deliver::allDue);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }
}
