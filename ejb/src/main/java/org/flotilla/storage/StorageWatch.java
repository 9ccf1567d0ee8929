package org.flotilla.storage;

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
import java.time.Duration;
import org.flotilla.core.SteadyThread;

/**
 * Looks at the shared file system every two seconds, on a thread of its own: a hanging file system hangs nothing else.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StorageWatch {
    private static final Duration EVERY = Duration.ofSeconds(2);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private StorageProof proof;

    private SteadyThread thread;

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-storage", EVERY, proof::check);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }
}
