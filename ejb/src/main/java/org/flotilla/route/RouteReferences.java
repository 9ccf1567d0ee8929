package org.flotilla.route;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.Predicate;
import org.flotilla.account.AccountDeleting;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.site.SiteDeleting;

/** Keeps accounts and sites from being deleted while routes use them. */
@ApplicationScoped
public class RouteReferences {
    private final Routes routes;

    /** For CDI's proxy. */
    protected RouteReferences() {
        this(null);
    }

    @Inject
    public RouteReferences(Routes routes) {
        this.routes = routes;
    }

    void onAccount(@Observes AccountDeleting deleting) {
        ensureUnused("account", deleting.name(), route -> route.account().equals(deleting.name()));
    }

    void onSite(@Observes SiteDeleting deleting) {
        ensureUnused(
                "site",
                deleting.name(),
                route -> route.steps().stream().anyMatch(step -> step.site().equals(deleting.name())));
    }

    private void ensureUnused(String kind, String name, Predicate<Route> uses) {
        routes.list().stream().filter(uses).findFirst().ifPresent(route -> {
            throw new FlotillaException(
                            ErrorCode.CONFLICT,
                            "The " + kind + " '" + name + "' is used by the route '" + route.name() + "'.",
                            "Delete or change the route first.")
                    .told("usedByRoute", name, route.name());
        });
    }
}
