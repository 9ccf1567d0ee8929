package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.flotilla.core.Page;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobFilter;
import org.flotilla.schedule.Jobs;

/** Runs of batch jobs by filter, newest first, a page at a time (S5). The filter is the page's address. */
@Named
@RequestScoped
public class JobsPage extends ListPage<JobExecution> {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9998;

    @Inject
    private Jobs jobs;

    private String job;
    private JobExecution.Status status;
    private String node;
    private String schedule;
    private LocalDate from;
    private LocalDate to;
    private boolean badDay;

    @Override
    Page<JobExecution> find(String cursor, int limit) {
        Instant end = to == null ? null : start(to.plusDays(1));
        return jobs.list(new JobFilter(job, status, node, schedule, null, start(from), end), cursor, limit);
    }

    private static Instant start(LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    @Override
    public boolean isMisread() {
        return super.isMisread() || badDay;
    }

    /** Whether the filter leaves something out. */
    public boolean isFiltered() {
        return job != null || status != null || node != null || schedule != null || from != null || to != null;
    }

    public List<String> getNames() {
        return jobs.names();
    }

    public JobExecution.Status[] getStates() {
        return JobExecution.Status.values();
    }

    public String getJob() {
        return job;
    }

    public void setJob(String job) {
        this.job = blankToNull(job);
    }

    public JobExecution.Status getStatus() {
        return status;
    }

    public String getStatusText() {
        return name(status);
    }

    public void setStatusText(String text) {
        status = choice(JobExecution.Status.class, text);
    }

    public String getNode() {
        return node;
    }

    public void setNode(String node) {
        this.node = blankToNull(node);
    }

    public String getSchedule() {
        return schedule;
    }

    public void setSchedule(String schedule) {
        this.schedule = blankToNull(schedule);
    }

    /** The first day, in the server's zone. */
    public String getFrom() {
        return text(from);
    }

    public void setFrom(String text) {
        from = day(text);
    }

    /** The last day, in the server's zone. */
    public String getTo() {
        return text(to);
    }

    public void setTo(String text) {
        to = day(text);
    }

    private static String text(LocalDate day) {
        return day == null ? null : day.toString();
    }

    private LocalDate day(String text) {
        String given = blankToNull(text);
        try {
            LocalDate day = given == null ? null : LocalDate.parse(given);
            badDay |= day != null && !isBounded(day);
            return badDay ? null : day;
        } catch (DateTimeException e) {
            badDay = true;
            return null;
        }
    }

    /** What the database takes. */
    private static boolean isBounded(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }
}
