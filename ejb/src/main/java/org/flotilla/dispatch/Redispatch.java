package org.flotilla.dispatch;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
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
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.cluster.NodesChanged;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.core.SteadyThread;

/** Tells the {@link Redispatcher} of changes, and gives it a thread. */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Redispatch {

    /** For observers that read parameters: after those who drop the values that were. */
    static final int LATE = 4000;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Redispatcher redispatcher;

    private SteadyThread thread;

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-dispatch", this::step);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    private Duration step() {
        return redispatcher.step();
    }

    public void nodesChanged(@Observes NodesChanged change) {
        wake();
    }

    public void configured(@Observes @Priority(LATE) ConfigurationChanged change) {
        wake();
    }

    private void wake() {
        redispatcher.changed();
        thread.now();
    }
}
