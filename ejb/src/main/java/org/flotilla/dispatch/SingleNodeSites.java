package org.flotilla.dispatch;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;

/**
 * The sites that want a single node, in memory, so that dispatch reads no configuration table (K1). Dropped when configuration
 * changes anywhere, which this node hears of within a second (K2), and read again when next needed. Thread-safe.
 */
@ApplicationScoped
class SingleNodeSites {

    /** Before those who dispatch anew because of the change. */
    private static final int EARLY = 1000;

    private final AtomicLong drops = new AtomicLong();
    private final Sites sites;
    private volatile Known known;

    private record Known(long drops, Set<String> names) {}

    /** For CDI's proxy. */
    protected SingleNodeSites() {
        this(null);
    }

    @Inject
    SingleNodeSites(Sites sites) {
        this.sites = sites;
    }

    Set<String> names() {
        long now = drops.get();
        Known present = known;
        if (present == null || present.drops() != now) {
            present = new Known(
                    now,
                    sites.list().stream()
                            .filter(Site::singleNode)
                            .map(Site::name)
                            .collect(Collectors.toUnmodifiableSet()));
            known = present;
        }
        return present.names();
    }

    void configured(@Observes @Priority(EARLY) ConfigurationChanged change) {
        drops.incrementAndGet();
    }
}
