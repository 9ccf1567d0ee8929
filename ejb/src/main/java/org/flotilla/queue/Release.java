package org.flotilla.queue;

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
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.cluster.ClusterMessage;
import org.flotilla.cluster.NodesChanged;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.core.SteadyThread;

/**
 * Tells those who release blocked events of changes, and gives them a thread: who submits or ends an event does not wait for
 * them.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Release {

    /** For observers that read sites: after those who drop what they knew of them. */
    private static final int LATE = 4000;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Releaser releaser;

    @Inject
    private SiteReleaser siteReleaser;

    private SteadyThread thread;

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-release", this::step);
        siteReleaser.wakeBy(thread::now);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    private Duration step() {
        Duration keys;
        Duration sites;
        try {
            keys = releaser.step();
        } finally {
            sites = siteReleaser.step();
        }
        return keys.compareTo(sites) < 0 ? keys : sites;
    }

    public void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) KeysChanged change) {
        releaser.changed(change.keys());
        thread.now();
    }

    public void nodesChanged(@Observes NodesChanged change) {
        releaser.sweepNow();
        thread.now();
        siteReleaser.sweepNow();
    }

    /** Sites may have other limits now. */
    public void configured(@Observes @Priority(LATE) ConfigurationChanged change) {
        siteReleaser.sweepNow();
    }

    public void told(@Observes ClusterMessage message) {
        if (message.topic().startsWith(SiteReleaser.TOPIC)) {
            siteReleaser.wanted(message.topic().substring(SiteReleaser.TOPIC.length()));
        }
    }
}
