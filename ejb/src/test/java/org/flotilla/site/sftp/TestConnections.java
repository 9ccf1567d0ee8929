package org.flotilla.site.sftp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.flotilla.site.Site;
import org.flotilla.site.SiteAccess;
import org.flotilla.site.SiteAccesses;
import org.flotilla.site.SiteRequest;
import org.flotilla.site.Sites;

/** Sites in memory, and the real connections to them. */
public final class TestConnections implements Sites, SiteAccesses, AutoCloseable {
    private final Map<String, Site> sites = new ConcurrentHashMap<>();
    private final SftpConnector connector = new SftpConnector();
    private final SftpConnections connections = new SftpConnections(this, this, connector);

    public TestConnections() {
        connector.start();
    }

    public void put(Site site) {
        sites.put(site.name(), site);
    }

    public SftpConnections connections() {
        return connections;
    }

    @Override
    public Optional<Site> find(String name) {
        return Optional.ofNullable(sites.get(name));
    }

    @Override
    public SiteAccess of(String name) {
        return new SiteAccess(sites.get(name), TestPartner.PASSWORD, null);
    }

    @Override
    public void delete(String name, long version, String actor) {
        sites.remove(name);
    }

    @Override
    public List<Site> list() {
        return List.copyOf(sites.values());
    }

    @Override
    public Site create(SiteRequest request, String actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Site update(String name, SiteRequest request, long version, String actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        connections.close();
        connector.stop();
    }
}
