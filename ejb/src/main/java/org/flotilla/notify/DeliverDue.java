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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flotilla.core.SteadyTask;

/**
 * Looks into the outbox once a second, on every node. On a thread of its own: a mail server that does not answer must not
 * hold up what the server's executor does.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeliverDue {

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Deliver deliver;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread;

    @PostConstruct
    void start() {
        thread = threads.newThread(this::run);
        thread.setName("flotilla-notify");
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
        thread.interrupt();
    }

    private void run() {
        SteadyTask task = new SteadyTask("Delivering notices", deliver::allDue);
        try {
            while (!stopped.await(1, TimeUnit.SECONDS)) {
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
