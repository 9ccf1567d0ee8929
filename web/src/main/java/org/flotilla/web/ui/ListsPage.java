package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.flotilla.account.Account;
import org.flotilla.account.Accounts;
import org.flotilla.config.Configuration;
import org.flotilla.route.Route;
import org.flotilla.route.Routes;
import org.flotilla.schedule.CalendarSummary;
import org.flotilla.schedule.Calendars;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;

/** The lists of what is set up: accounts, sites, routes, calendars, parameters. */
@Named("lists")
@RequestScoped
public class ListsPage {

    @Inject
    private Accounts accounts;

    @Inject
    private Sites sites;

    @Inject
    private Routes routes;

    @Inject
    private Calendars calendars;

    @Inject
    private Configuration configuration;

    public List<Account> getAccounts() {
        return accounts.list();
    }

    public List<Site> getSites() {
        return sites.list();
    }

    public List<Route> getRoutes() {
        return routes.list();
    }

    public List<CalendarSummary> getCalendars() {
        return calendars.list();
    }

    /** With the values of single nodes that differ. */
    public List<ParameterRow> getParameters() {
        return configuration.list().stream()
                .flatMap(parameter -> ParameterRow.differing(parameter).stream())
                .toList();
    }
}
