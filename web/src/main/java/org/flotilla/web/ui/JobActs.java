package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Submitted;
import org.flotilla.schedule.JobExecution;
import org.flotilla.schedule.JobExecution.Status;
import org.flotilla.schedule.Jobs;

/** What operators do to runs of jobs (S5). The buttons are as those of {@link EventActs}, for the same reason. */
@Named
@RequestScoped
public class JobActs {

    private static final Pattern ASKED = Pattern.compile("(STOP|RESTART|ABANDON) ([0-9]{1,18})");
    private static final String LIST = "/jobs.xhtml";

    @Inject
    private Jobs jobs;

    @Inject
    private Me me;

    @Inject
    private HttpServletRequest request;

    /** Whether the run's status allows it; its event, or a later run, may still not. */
    public boolean can(String action, JobExecution run) {
        return "STOP".equals(action)
                ? run.status() == Status.STARTED
                : run.status() == Status.FAILED || run.status() == Status.STOPPED;
    }

    /** Does what the pressed button says, then shows the run, or the event that came of it. */
    public void act() {
        String text = request.getParameter("act");
        Matcher asked = ASKED.matcher(text == null ? "" : text);
        if (asked.matches()) {
            act(asked.group(1), Long.parseLong(asked.group(2)));
        } else {
            Outcome.go(LIST);
        }
    }

    private void act(String action, long id) {
        String page = "/job.xhtml?id=" + id;
        Outcome.orBack(page, () -> {
            me.requireOperator();
            switch (action) {
                case "STOP" -> jobs.stop(id, me.getName());
                case "ABANDON" -> jobs.abandon(id, me.getName());
                default -> {
                    Submitted event = jobs.restart(id, me.getName());
                    Outcome.done(
                            page, Outcome.text("job.done.RESTART", event.id().toString()));
                    return;
                }
            }
            Outcome.done(page, Outcome.text("job.done." + action, Long.toString(id)));
        });
    }

    /** Starts the job that was chosen, with the parameters that were written, one a line. */
    public void start() {
        Outcome.orBack(LIST, () -> {
            me.requireOperator();
            Map<String, String> parameters = parameters(request.getParameter("startParameters"));
            if (!parameters.isEmpty()) {
                me.requireAdmin();
            }
            Submitted event = jobs.start(request.getParameter("startJob"), parameters, me.getName());
            Outcome.done(LIST, Outcome.text("job.done.START", event.id().toString()));
        });
    }

    /** @throws FlotillaException INVALID_INPUT if a line is not name = value */
    static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String lines = text == null ? "" : text;
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int at = line.indexOf('=');
            if (at < 1) {
                throw FlotillaException.invalid(
                        "'" + line.strip() + "' is no parameter.", "Write one a line: name = value.");
            }
            parameters.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
        });
        return parameters;
    }
}
