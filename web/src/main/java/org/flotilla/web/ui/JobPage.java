package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobLogLine;
import org.flotilla.schedule.Jobs;

/** One run of a batch job with everything that is known of it (S5). */
@Named
@RequestScoped
public class JobPage {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String OURS = "flotilla.";

    @Inject
    private Jobs jobs;

    @Inject
    private HttpServletRequest request;

    private String id;
    private JobExecution run;

    /** From the address, and from the form when that is sent. */
    @PostConstruct
    void readId() {
        setId(request.getParameter("id"));
    }

    /** Null if there is none with this id. */
    public JobExecution getRun() {
        if (run == null && isNumbered()) {
            run = jobs.find(Long.parseLong(id)).orElse(null);
        }
        return run;
    }

    /** The event that carries it; null for a run that was started by other means. */
    public String getEvent() {
        return getRun().parameters().get(JobExecution.EVENT);
    }

    /** With the run itself, first to last. */
    public List<JobExecution> getRestarts() {
        return jobs.restarts(getRun().id());
    }

    /** First to last. */
    public List<JobLogLine> getLog() {
        return jobs.log(getRun().id());
    }

    /** What the job was given, without what ties it to its event; by name. */
    public List<EventPage.Attribute> getParameters() {
        return getRun().parameters().entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(OURS))
                .map(entry -> new EventPage.Attribute(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(EventPage.Attribute::name))
                .toList();
    }

    /** Whether the address gives a number: people mistype them. */
    public boolean isNumbered() {
        return id != null && NUMBER.matcher(id).matches();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = ListPage.blankToNull(id);
    }
}
