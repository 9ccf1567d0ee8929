package org.flotilla.queue;

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
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.cluster.NodesChanged;
import org.flotilla.core.SteadyThread;

/** Tells the {@link Releaser} of changes, and gives it a thread: who submits or ends an event does not wait for it. */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Release {

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Releaser releaser;

    private SteadyThread thread;

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-release", this::step);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    private Duration step() {
        return releaser.step();
    }

    public void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) KeysChanged change) {
        releaser.changed(change.keys());
        thread.now();
    }

    public void nodesChanged(@Observes NodesChanged change) {
        releaser.sweepNow();
        thread.now();
    }
}
