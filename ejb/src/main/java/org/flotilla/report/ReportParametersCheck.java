package org.flotilla.report;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.JobParametersCheck;

/** Refuses what could not be reported, or to nobody, when its schedule is saved (S2). */
@ApplicationScoped
public class ReportParametersCheck implements JobParametersCheck {

    private final ReportRecipients recipients;

    /** For CDI's proxy. */
    protected ReportParametersCheck() {
        this(null);
    }

    @Inject
    public ReportParametersCheck(ReportRecipients recipients) {
        this.recipients = recipients;
    }

    @Override
    public String job() {
        return ReportOrder.JOB;
    }

    @Override
    public void check(Map<String, String> parameters) {
        parameters.keySet().forEach(ReportParametersCheck::ensureKnown);
        recipients.of(ReportOrder.of(parameters));
    }

    private static void ensureKnown(String name) {
        checking(ReportOrder.field(name), () -> {
            if (!ReportOrder.PARAMETERS.contains(name)) {
                throw FlotillaException.invalid(
                        "The job report has no parameter '" + name + "'.",
                        "It has: " + String.join(", ", ReportOrder.PARAMETERS) + ".");
            }
        });
    }
}
