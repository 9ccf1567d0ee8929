package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flotilla.queue.Submitted;
import org.flotilla.schedule.Schedules;

/**
 * What operators do to one schedule (S2). Its buttons stand in a part of the page that is replaced while somebody looks, so
 * they say in their value what is to be done, to which schedule.
 */
@Named
@RequestScoped
public class ScheduleActs {

    private static final Pattern ASKED = Pattern.compile("(RUN|PAUSE|RESUME) ([A-Za-z0-9][A-Za-z0-9._-]{0,99})");
    private static final Pattern KEY = Pattern.compile("[0-9a-f-]{36}");
    private static final String LIST = "/schedules.xhtml";

    @Inject
    private Schedules schedules;

    @Inject
    private Me me;

    @Inject
    private HttpServletRequest request;

    /** Does what the pressed button says, then shows the list, or the event that came of it. */
    public void act() {
        String text = request.getParameter("act");
        Matcher asked = ASKED.matcher(text == null ? "" : text);
        if (asked.matches()) {
            Outcome.orBack(LIST, () -> {
                me.requireOperator();
                act(asked.group(1), asked.group(2));
            });
        } else {
            Outcome.go(LIST);
        }
    }

    private void act(String action, String name) {
        switch (action) {
            case "RUN" -> run(name);
            case "PAUSE" -> {
                schedules.pause(name, me.getName());
                Outcome.done(LIST, Outcome.text("schedules.done.PAUSE", name));
            }
            default -> {
                schedules.resume(name, me.getName());
                Outcome.done(LIST, Outcome.text("schedules.done.RESUME", name));
            }
        }
    }

    private void run(String name) {
        String key = request.getParameter("key");
        Submitted submitted =
                schedules.runNow(name, key != null && KEY.matcher(key).matches() ? key : null, me.getName());
        Outcome.done("/event.xhtml?id=" + submitted.id(), Outcome.text("schedules.done.RUN", name));
    }
}
