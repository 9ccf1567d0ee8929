package org.flotilla.config;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that configuration changed anywhere in the cluster, and drops this node's cached copies (K2): at once if a message
 * tells of it, else within half a second. Nothing else does: each node has a second-level cache of its own (decision 0018).
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConfigurationWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private StoredConfigurationVersion stored;

    @Inject
    private SecondLevelCache cache;

    @Inject
    private Event<ConfigurationChanged> changes;

    private SteadyThread thread;
    private volatile long seen;

    @PostConstruct
    void start() {
        seen = stored.read();
        thread = SteadyThread.start(threads, "flotilla-configuration", EVERY, this::look);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    /** Features hear at once of what was changed here, and mostly at once of what was changed elsewhere. */
    public void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ConfigurationWritten written) {
        thread.now();
    }

    public void told(@Observes ConfigurationNews news) {
        thread.now();
    }

    private void look() {
        try {
            long version = stored.read();
            if (version != seen) {
                cache.empty();
                seen = version;
                changes.fire(new ConfigurationChanged(version));
            }
        } catch (RuntimeException e) {
            LOG.debug("Could not read the configuration's version; trying again", e);
        }
    }
}
