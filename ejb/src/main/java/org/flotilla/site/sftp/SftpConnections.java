package org.flotilla.site.sftp;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.Site;
import org.flotilla.site.SiteAccesses;
import org.flotilla.site.SiteConnection;
import org.flotilla.site.SiteConnections;
import org.flotilla.site.Sites;

/**
 * Connections to SFTP sites. A few idle ones are kept for each site, so that many small files do not cost as many
 * handshakes; a session that is idle for a minute closes itself. When a site is changed, the connections made before are
 * not used any more.
 */
@ApplicationScoped
public class SftpConnections implements SiteConnections {
    private static final int MOST_IDLE = 8;

    private final Map<Key, ConcurrentLinkedDeque<SftpConnection>> idle = new ConcurrentHashMap<>();
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
        Key key = new Key(name, site.version());
        SftpConnection kept = take(key);
        return kept != null ? kept : connector.connect(accesses.of(name), used -> giveBack(key, used));
    }

    private SftpConnection take(Key key) {
        ConcurrentLinkedDeque<SftpConnection> connections = idle.get(key);
        SftpConnection connection = connections == null ? null : connections.pollFirst();
        while (connection != null && !connection.isUsable()) {
            connection.disconnect();
            connection = connections.pollFirst();
        }
        return connection;
    }

    private void giveBack(Key key, SftpConnection connection) {
        forgetOlder(key);
        ConcurrentLinkedDeque<SftpConnection> connections =
                idle.computeIfAbsent(key, any -> new ConcurrentLinkedDeque<>());
        if (connection.isUsable() && connections.size() < MOST_IDLE) {
            connections.addFirst(connection);
        } else {
            connection.disconnect();
        }
    }

    private void forgetOlder(Key key) {
        idle.keySet().stream().filter(key::isNewerThan).toList().forEach(this::forget);
    }

    private void forget(Key key) {
        ConcurrentLinkedDeque<SftpConnection> connections = idle.remove(key);
        if (connections != null) {
            connections.forEach(SftpConnection::disconnect);
        }
    }

    @PreDestroy
    void close() {
        idle.keySet().forEach(this::forget);
    }

    /** A site as it was when the connection was made. */
    private record Key(String site, long version) {
        boolean isNewerThan(Key other) {
            return site.equals(other.site) && version > other.version;
        }
    }
}
