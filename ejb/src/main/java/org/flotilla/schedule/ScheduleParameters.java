package org.flotilla.schedule;

import java.time.Duration;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;

/** The parameters of schedules and of scheduled housekeeping. */
public final class ScheduleParameters {

    private static final int LONGEST_DAYS = 36500;
    private static final int LONGEST_THRESHOLD = 86400;

    public static final Parameter<Integer> HISTORY_DAYS = Parameter.number(
            "History.retention.days", Scope.SHARED, 40, 1, LONGEST_DAYS, "How many days finished events are kept.");

    public static final Parameter<Integer> TRANSFER_DAYS = Parameter.number(
            "Transfer.retention.days", Scope.SHARED, 90, 1, LONGEST_DAYS, "How many days ended transfers are kept.");

    public static final Parameter<Duration> MISFIRE_THRESHOLD = Parameter.seconds(
            "Schedule.misfire.threshold.seconds",
            Scope.SHARED,
            60,
            1,
            LONGEST_THRESHOLD,
            "By how many seconds a firing may be late before it counts as missed, and the schedule's misfire rule holds.");

    public static final Parameter<Integer> AUDIT_DAYS = Parameter.number(
            "Audit.retention.days",
            Scope.SHARED,
            365,
            1,
            LONGEST_DAYS,
            "How many days the records of what people did are kept.");

    public static final Parameter<Integer> JOB_DAYS = Parameter.number(
            "Job.retention.days",
            Scope.SHARED,
            40,
            1,
            LONGEST_DAYS,
            "How many days ended runs of jobs, and the e-mails of reports, are kept.");

    private ScheduleParameters() {}
}
