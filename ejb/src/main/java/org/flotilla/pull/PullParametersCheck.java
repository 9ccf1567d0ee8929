package org.flotilla.pull;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.flotilla.account.Accounts;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.JobParametersCheck;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;

/** Refuses what a pull could not do, when its schedule is saved (S2). */
@ApplicationScoped
public class PullParametersCheck implements JobParametersCheck {

    private final Sites sites;
    private final Accounts accounts;

    /** For CDI's proxy. */
    protected PullParametersCheck() {
        this(null, null);
    }

    @Inject
    public PullParametersCheck(Sites sites, Accounts accounts) {
        this.sites = sites;
        this.accounts = accounts;
    }

    @Override
    public String job() {
        return PullOrder.JOB;
    }

    @Override
    public void check(Map<String, String> parameters) {
        parameters.keySet().forEach(PullParametersCheck::ensureKnown);
        PullOrder order = PullOrder.of(parameters);
        Site site = sites.find(order.site())
                .orElseThrow(() -> unknown("site", order.site()).of(PullOrder.field(PullOrder.SITE)));
        if (accounts.find(order.account()).isEmpty()) {
            throw unknown("account", order.account()).of(PullOrder.field(PullOrder.ACCOUNT));
        }
        if (order.remoteFolder() == null && site.remoteFolder().equals(order.archiveFolder())) {
            throw FlotillaException.invalid(
                            "Files would be moved to where they are.", "Give another folder than the site's own.")
                    .of(PullOrder.field(PullOrder.ARCHIVE_FOLDER));
        }
    }

    private static void ensureKnown(String name) {
        checking(PullOrder.field(name), () -> {
            if (!PullOrder.PARAMETERS.contains(name)) {
                throw FlotillaException.invalid(
                        "The job pull has no parameter '" + name + "'.",
                        "It has: " + String.join(", ", PullOrder.PARAMETERS) + ".");
            }
        });
    }

    private static FlotillaException unknown(String kind, String name) {
        return FlotillaException.invalid(
                "There is no " + kind + " '" + name + "'.", "Create the " + kind + " before what pulls with it.");
    }
}
