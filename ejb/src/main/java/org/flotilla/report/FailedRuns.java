package org.flotilla.report;

/**
 * Runs of a job that failed.
 *
 * @param schedule for which they were; null or empty: a person started them
 * @param lastRun the number of the latest
 */
public record FailedRuns(String job, String schedule, long runs, long lastRun) {

    FailedRuns plus(FailedRuns other) {
        return new FailedRuns(job, schedule, runs + other.runs, Math.max(lastRun, other.lastRun));
    }
}
