package org.flotilla.pull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flotilla.account.AccountDeleting;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.Schedules;
import org.flotilla.site.SiteDeleting;

/** Keeps accounts and sites from being deleted while schedules pull with them. */
@ApplicationScoped
public class PullReferences {

    private final Schedules schedules;

    /** For CDI's proxy. */
    protected PullReferences() {
        this(null);
    }

    @Inject
    public PullReferences(Schedules schedules) {
        this.schedules = schedules;
    }

    void onAccount(@Observes AccountDeleting deleting) {
        ensureUnused("account", PullOrder.ACCOUNT, deleting.name());
    }

    void onSite(@Observes SiteDeleting deleting) {
        ensureUnused("site", PullOrder.SITE, deleting.name());
    }

    private void ensureUnused(String kind, String parameter, String name) {
        schedules.list().stream()
                .filter(schedule -> PullOrder.JOBS.contains(schedule.job()))
                .filter(schedule -> name.equals(schedule.jobParameters().get(parameter)))
                .findFirst()
                .ifPresent(schedule -> {
                    throw new FlotillaException(
                            ErrorCode.CONFLICT,
                            "The " + kind + " '" + name + "' is used by the schedule '" + schedule.name() + "'.",
                            "Delete or change the schedule first.");
                });
    }
}
