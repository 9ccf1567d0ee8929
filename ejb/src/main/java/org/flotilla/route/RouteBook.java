package org.flotilla.route;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.flotilla.config.ConfigurationChanged;

/**
 * All enabled routes by account, in memory, so that an arrival reads no configuration table (K1). Dropped when configuration
 * changes anywhere, which this node hears of within a second (K2), and read again when next needed.
 */
@ApplicationScoped
public class RouteBook {
    private final AtomicLong drops = new AtomicLong();
    private final Routes routes;
    private volatile Map<String, List<Route>> byAccount;

    /** For CDI's proxy. */
    protected RouteBook() {
        this(null);
    }

    @Inject
    public RouteBook(Routes routes) {
        this.routes = routes;
    }

    /** The enabled routes of the account, by name. */
    public List<Route> of(String account) {
        Map<String, List<Route>> present = byAccount;
        return (present == null ? read() : present).getOrDefault(account, List.of());
    }

    void onChange(@Observes ConfigurationChanged changed) {
        drop();
    }

    void onWrite(@Observes(during = TransactionPhase.AFTER_SUCCESS) RoutesWritten written) {
        drop();
    }

    private void drop() {
        drops.incrementAndGet();
        byAccount = null;
    }

    /** What was read while it was dropped may be old: it serves this once, and is not kept. */
    private Map<String, List<Route>> read() {
        long before = drops.get();
        Map<String, List<Route>> read =
                routes.list().stream().filter(Route::enabled).collect(Collectors.groupingBy(Route::account));
        if (drops.get() == before) {
            byAccount = read;
            if (drops.get() != before) {
                byAccount = null;
            }
        }
        return read;
    }
}
