package org.flotilla.schedule;

import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;

/** The parameters of scheduled housekeeping. */
public final class ScheduleParameters {

    private static final int LONGEST_DAYS = 36500;

    public static final Parameter<Integer> HISTORY_DAYS = Parameter.number(
            "History.retention.days", Scope.SHARED, 30, 1, LONGEST_DAYS, "How many days finished events are kept.");

    public static final Parameter<Integer> TRANSFER_DAYS = Parameter.number(
            "Transfer.retention.days", Scope.SHARED, 90, 1, LONGEST_DAYS, "How many days ended transfers are kept.");

    public static final Parameter<Integer> AUDIT_DAYS = Parameter.number(
            "Audit.retention.days",
            Scope.SHARED,
            365,
            1,
            LONGEST_DAYS,
            "How many days the records of what people did are kept.");

    public static final Parameter<Integer> JOB_DAYS = Parameter.number(
            "Job.retention.days", Scope.SHARED, 30, 1, LONGEST_DAYS, "How many days ended runs of jobs are kept.");

    private ScheduleParameters() {}
}
