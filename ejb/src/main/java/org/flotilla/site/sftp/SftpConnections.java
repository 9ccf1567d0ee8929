package org.flotilla.site.sftp;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.KeptConnections;
import org.flotilla.site.Site;
import org.flotilla.site.SiteAccess;
import org.flotilla.site.SiteAccesses;
import org.flotilla.site.SiteConnection;
import org.flotilla.site.SiteConnections;
import org.flotilla.site.Sites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to SFTP sites. A few idle ones are kept for each site, so that many small files do not cost as many
 * handshakes; a session that is idle for a minute closes itself. When a site is changed
 * or deleted, the connections made before are not used any more.
 */
@ApplicationScoped
public class SftpConnections implements SiteConnections, KeptConnections {
    private static final Logger LOG = LoggerFactory.getLogger(SftpConnections.class);
    private static final int MOST_IDLE = 8;

    /** By the whole site as it was when they were made: a version alone comes again when a site is deleted and made anew. */
    private final Map<Site, ConcurrentLinkedDeque<SftpConnection>> idle = new ConcurrentHashMap<>();

    private final Sites sites;
    private final SiteAccesses accesses;
    private final SftpConnector connector;

    /** For CDI's proxy. */
    protected SftpConnections() {
        this(null, null, null);
    }

    @Inject
    public SftpConnections(Sites sites, SiteAccesses accesses, SftpConnector connector) {
        this.sites = sites;
        this.accesses = accesses;
        this.connector = connector;
    }

    @Override
    public SiteConnection open(String name) {
        Site site = sites.find(name).orElseThrow(() -> FlotillaException.notFound("site", name));
        SftpConnection kept = take(site);
        if (kept != null) {
            return kept;
        }
        closeOne(name); // it was made for what the site was before, and whoever asks has room for one only
        SiteAccess access = accesses.of(name);
        return connector.connect(access, used -> giveBack(access.site(), used));
    }

    private SftpConnection take(Site site) {
        ConcurrentLinkedDeque<SftpConnection> connections = idle.get(site);
        SftpConnection connection = connections == null ? null : connections.pollFirst();
        while (connection != null && !connection.isUsable()) {
            connection.disconnect();
            connection = connections.pollFirst();
        }
        return connection;
    }

    private void giveBack(Site site, SftpConnection connection) {
        if (!connection.isUsable() || !isPresent(site)) {
            connection.disconnect();
            return;
        }
        ConcurrentLinkedDeque<SftpConnection> connections =
                idle.computeIfAbsent(site, any -> new ConcurrentLinkedDeque<>());
        if (connections.size() < MOST_IDLE) {
            connections.addFirst(connection);
        } else {
            connection.disconnect();
        }
    }

    @Override
    public void closeOne(String name) {
        for (Map.Entry<Site, ConcurrentLinkedDeque<SftpConnection>> entry : idle.entrySet()) {
            SftpConnection kept =
                    entry.getKey().name().equals(name) ? entry.getValue().pollLast() : null;
            if (kept != null) {
                kept.disconnect();
                return;
            }
        }
    }

    /** Forgets the connections to sites that have been changed or deleted, on whichever node. */
    void onChange(@Observes ConfigurationChanged unusedChange) {
        idle.keySet().stream().filter(site -> !isPresent(site)).toList().forEach(this::forget);
    }

    /** Whether the site is still what it was; if that cannot be told it counts as changed. */
    private boolean isPresent(Site site) {
        try {
            return sites.find(site.name()).filter(site::equals).isPresent();
        } catch (RuntimeException e) {
            LOG.debug("Site {} cannot be read; its connections are not kept", site.name(), e);
            return false;
        }
    }

    private void forget(Site site) {
        ConcurrentLinkedDeque<SftpConnection> connections = idle.remove(site);
        if (connections != null) {
            connections.forEach(SftpConnection::disconnect);
        }
    }

    @PreDestroy
    void close() {
        idle.keySet().forEach(this::forget);
    }
}
