package org.flotilla.retention;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.flotilla.account.Accounts;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.JobParametersCheck;

/** Refuses what the job {@code retain} could not do, when its schedule is saved or the job is started (S2). */
@ApplicationScoped
public class RetentionParametersCheck implements JobParametersCheck {

    private final Accounts accounts;

    /** For CDI's proxy. */
    protected RetentionParametersCheck() {
        this(null);
    }

    @Inject
    public RetentionParametersCheck(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String job() {
        return RetentionOrder.JOB;
    }

    @Override
    public void check(Map<String, String> parameters) {
        parameters.keySet().forEach(RetentionParametersCheck::ensureKnown);
        RetentionOrder order = RetentionOrder.of(parameters);
        if (order.account() != null && accounts.find(order.account()).isEmpty()) {
            throw FlotillaException.invalid(
                            "There is no account '" + order.account() + "'.",
                            "Give one that there is, or none: then all accounts are meant.")
                    .told("notFound", order.account())
                    .of(RetentionOrder.field(RetentionOrder.ACCOUNT));
        }
    }

    private static void ensureKnown(String name) {
        checking(RetentionOrder.field(name), () -> {
            if (!RetentionOrder.PARAMETERS.contains(name)) {
                throw FlotillaException.invalid(
                        "The job " + RetentionOrder.JOB + " has no parameter '" + name + "'.",
                        "It has: " + String.join(", ", RetentionOrder.PARAMETERS) + ".");
            }
        });
    }
}
