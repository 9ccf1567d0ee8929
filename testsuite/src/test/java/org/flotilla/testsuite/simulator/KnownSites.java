package org.flotilla.testsuite.simulator;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.flotilla.site.Site;
import org.flotilla.site.SiteRequest;
import org.flotilla.site.Sites;

/** The sites as a node knows them now. */
record KnownSites(Supplier<Sites> present) implements Sites {

    @Override
    public Optional<Site> find(String name) {
        return present.get().find(name);
    }

    @Override
    public List<Site> list() {
        return present.get().list();
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
        throw new UnsupportedOperationException();
    }
}
