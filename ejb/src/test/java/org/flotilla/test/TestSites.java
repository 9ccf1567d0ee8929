package org.flotilla.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.flotilla.site.Protocol;
import org.flotilla.site.Site;
import org.flotilla.site.SiteRequest;
import org.flotilla.site.Sites;

/** Sites that a test gives, of which only the retries or the connections matter. Thread-safe. */
public final class TestSites implements Sites {

    private final Map<String, Site> sites = new ConcurrentHashMap<>();

    /** Any of the numbers may be null. */
    public TestSites with(String name, Integer retryFirst, Integer retryLongest, Integer maximumAttempts) {
        return with(name, retryFirst, retryLongest, maximumAttempts, false, 8);
    }

    public TestSites with(String name, boolean singleNode, int maximumConnections) {
        return with(name, null, null, null, singleNode, maximumConnections);
    }

    private TestSites with(
            String name,
            Integer retryFirst,
            Integer retryLongest,
            Integer maximumAttempts,
            boolean singleNode,
            int maximumConnections) {
        sites.put(
                name,
                new Site(
                        name,
                        Protocol.SFTP,
                        "127.0.0.1",
                        22,
                        "user",
                        true,
                        false,
                        "key",
                        "/",
                        retryFirst,
                        retryLongest,
                        maximumAttempts,
                        singleNode,
                        maximumConnections,
                        0));
        return this;
    }

    @Override
    public Optional<Site> find(String name) {
        return Optional.ofNullable(sites.get(name));
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
    public void delete(String name, long version, String actor) {
        sites.remove(name);
    }
}
