package org.flotilla.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flotilla.account.AccountDeleting;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.Schedules;

/** Keeps accounts from being deleted while schedules clear up their homes. */
@ApplicationScoped
public class RetentionReferences {

    private final Schedules schedules;

    /** For CDI's proxy. */
    protected RetentionReferences() {
        this(null);
    }

    @Inject
    public RetentionReferences(Schedules schedules) {
        this.schedules = schedules;
    }

    void onAccount(@Observes AccountDeleting deleting) {
        schedules.list().stream()
                .filter(schedule -> schedule.job().equals(RetentionOrder.JOB))
                .filter(schedule ->
                        deleting.name().equals(schedule.jobParameters().get(RetentionOrder.ACCOUNT)))
                .findFirst()
                .ifPresent(schedule -> {
                    throw new FlotillaException(
                            ErrorCode.CONFLICT,
                            "The account '" + deleting.name() + "' is used by the schedule '" + schedule.name() + "'.",
                            "Delete or change the schedule first.");
                });
    }
}
