package org.flotilla.route;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import org.flotilla.account.Accounts;
import org.flotilla.audit.Audit;
import org.flotilla.config.ConfigurationVersion;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Names;
import org.flotilla.core.Versions;
import org.flotilla.core.sql.ConstraintViolation;
import org.flotilla.site.Sites;

/** The routes in the database. Each write is one transaction with its audit row. */
@Stateless
public class StoredRoutes implements Routes {
    private static final String KIND = "route";

    @PersistenceContext(unitName = "flotilla")
    EntityManager entities;

    private final Accounts accounts;
    private final Sites sites;
    private final Audit audit;
    private final ConfigurationVersion configuration;
    private final Event<RoutesWritten> writes;

    /** For the container's proxy. */
    public StoredRoutes() {
        this(null, null, null, null, null);
    }

    @Inject
    public StoredRoutes(
            Accounts accounts,
            Sites sites,
            Audit audit,
            ConfigurationVersion configuration,
            Event<RoutesWritten> writes) {
        this.accounts = accounts;
        this.sites = sites;
        this.audit = audit;
        this.configuration = configuration;
        this.writes = writes;
    }

    @Override
    public Route create(RouteRequest request, String actor) {
        String name = Names.checked(KIND, request.name());
        if (entities.find(RouteEntity.class, name) != null) {
            throw Names.taken(KIND, name);
        }
        RouteEntity route = new RouteEntity(name);
        apply(request, route);
        entities.persist(route);
        written(name, actor, "route.create", route.view().toString());
        return route.view();
    }

    @Override
    public Route update(String name, RouteRequest request, long version, String actor) {
        RouteEntity route = present(name, version);
        Names.ensureSame(KIND, name, request.name());
        Route before = route.view();
        apply(request, route);
        written(name, actor, "route.update", "before " + before + ", after " + route.view());
        return route.view();
    }

    @Override
    public void delete(String name, long version, String actor) {
        RouteEntity route = present(name, version);
        entities.remove(route);
        written(name, actor, "route.delete", route.view().toString());
    }

    @Override
    public Optional<Route> find(String name) {
        return named(name).map(RouteEntity::view);
    }

    @Override
    public List<Route> list() {
        return entities.createQuery("select r from RouteEntity r order by r.name", RouteEntity.class)
                .getResultStream()
                .map(RouteEntity::view)
                .toList();
    }

    private void apply(RouteRequest request, RouteEntity route) {
        if (request.account() == null || accounts.find(request.account()).isEmpty()) {
            throw FlotillaException.invalid(
                            "There is no account '" + request.account() + "'.", "Create the account before its routes.")
                    .told("notFound", request.account())
                    .of("account");
        }
        List<RouteStep> steps = checking("steps", () -> RouteRules.steps(request.steps()));
        checking("steps", () -> steps.forEach(this::ensureSite));
        route.setMatch(
                request.account(),
                checking("folder", () -> RouteRules.folder(request.folder())),
                checking("pattern", () -> RouteRules.pattern(request.pattern())));
        route.setEnabled(request.enabled() == null || request.enabled());
        route.setInOrder(request.inOrder() != null && request.inOrder());
        route.setSteps(steps);
    }

    private void ensureSite(RouteStep step) {
        if (sites.find(step.site()).isEmpty()) {
            throw FlotillaException.invalid(
                            "There is no site '" + step.site() + "'.", "Create the site before the routes to it.")
                    .told("notFound", step.site());
        }
    }

    private RouteEntity present(String name, long version) {
        RouteEntity route = named(name).orElseThrow(() -> FlotillaException.notFound(KIND, name));
        Versions.ensureSame(KIND, name, route.version(), version);
        return route;
    }

    /** What can be no name, which may be what a stranger sent, does not reach the database: it refuses some characters. */
    private Optional<RouteEntity> named(String name) {
        return Names.hasForm(name) ? Optional.ofNullable(entities.find(RouteEntity.class, name)) : Optional.empty();
    }

    private void written(String name, String actor, String action, String detail) {
        try {
            entities.flush();
        } catch (OptimisticLockException e) {
            throw Versions.stale(KIND, name, e);
        } catch (PersistenceException e) {
            throw ConstraintViolation.caused(e) ? taken(name, e) : e;
        }
        audit.record(actor, action, name, detail);
        configuration.raise();
        writes.fire(new RoutesWritten(name));
    }

    private static FlotillaException taken(String name, Throwable cause) {
        return new FlotillaException(
                        ErrorCode.CONFLICT,
                        "The name '" + name + "' of a route is taken, or its account or site was just deleted.",
                        "Choose another name, or look at the account and the sites again.",
                        cause)
                .told("routeTaken", name);
    }
}
