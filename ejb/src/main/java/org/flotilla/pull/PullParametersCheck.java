package org.flotilla.pull;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
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
        PullOrder order = known(job(), parameters, accounts);
        Site site = sites.find(order.site())
                .orElseThrow(() -> unknown("site", order.site()).of(PullOrder.field(PullOrder.SITE)));
        if (order.remoteFolder() == null && site.remoteFolder().equals(order.archiveFolder())) {
            throw FlotillaException.invalid(
                            "Files would be moved to where they are.", "Give another folder than the site's own.")
                    .of(PullOrder.field(PullOrder.ARCHIVE_FOLDER));
        }
    }

    /** What is right in itself, and for an account that there is. */
    static PullOrder known(String job, Map<String, String> parameters, Accounts accounts) {
        parameters.keySet().forEach(name -> ensureKnown(job, name));
        PullOrder order = PullOrder.of(job, parameters);
        if (accounts.find(order.account()).isEmpty()) {
            throw unknown("account", order.account()).of(PullOrder.field(PullOrder.ACCOUNT));
        }
        return order;
    }

    private static void ensureKnown(String job, String name) {
        List<String> all = PullOrder.parameters(job);
        checking(PullOrder.field(name), () -> {
            if (!all.contains(name)) {
                throw FlotillaException.invalid(
                        "The job " + job + " has no parameter '" + name + "'.",
                        "It has: " + String.join(", ", all) + ".");
            }
        });
    }

    private static FlotillaException unknown(String kind, String name) {
        return FlotillaException.invalid(
                "There is no " + kind + " '" + name + "'.", "Create the " + kind + " before what pulls with it.");
    }
}
