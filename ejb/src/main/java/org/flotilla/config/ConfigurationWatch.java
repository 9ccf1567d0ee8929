package org.flotilla.config;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices within half a second that configuration changed anywhere in the cluster, and drops this node's cached copies
 * (K2). Infinispan's invalidation mostly was faster; this is the net for when its message was lost.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConfigurationWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);
    private static final long EVERY_MILLIS = 500;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Inject
    private StoredConfigurationVersion stored;

    @Inject
    private Event<ConfigurationChanged> changes;

    private ScheduledFuture<?> task;
    private volatile long seen;

    @PostConstruct
    void start() {
        seen = stored.read();
        task = scheduler.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        task.cancel(false);
    }

    private void look() {
        try {
            long version = stored.read();
            if (version != seen) {
                stored.dropCaches();
                seen = version;
                changes.fire(new ConfigurationChanged(version));
            }
        } catch (RuntimeException e) {
            LOG.debug("Could not read the configuration's version; trying again", e);
        }
    }
}
