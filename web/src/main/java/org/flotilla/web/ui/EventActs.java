package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flotilla.core.EventId;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventActions;
import org.flotilla.queue.Submitted;

/**
 * What operators do to one event (Q8). Its buttons stand in parts of pages that are replaced while somebody looks, so they are
 * no components: all have the name of one that is always there and say in their value what is to be done, to which event.
 */
@Named
@RequestScoped
public class EventActs {

    private static final Pattern ASKED = Pattern.compile(Arrays.stream(EventAction.values())
            .map(EventAction::name)
            .collect(Collectors.joining("|", "(", ") ([0-9]{1,18})")));
    private static final Pattern PAGE = Pattern.compile("events?\\.xhtml(\\?[!-~]*)?");
    private static final String LIST = "events.xhtml";

    @Inject
    private EventActions actions;

    @Inject
    private Me me;

    @Inject
    private HttpServletRequest request;

    /** Whether the event's state allows it. */
    public boolean can(String action, Event event) {
        return EventAction.valueOf(action).from().contains(event.state());
    }

    /** Does what the pressed button says, then shows the page it was on, or the event that came of it. */
    public void act() {
        String text = request.getParameter("act");
        Matcher asked = ASKED.matcher(text == null ? "" : text);
        if (asked.matches()) {
            act(EventAction.valueOf(asked.group(1)), new EventId(Long.parseLong(asked.group(2))));
        } else {
            Outcome.go("/" + back());
        }
    }

    private void act(EventAction action, EventId id) {
        Outcome.orBack("/" + back(), () -> {
            me.requireOperator();
            ActionRequest wanted = new ActionRequest(action, priority(action), isForced(request), me.getName());
            Submitted submitted = actions.act(wanted, id);
            if (action == EventAction.RESUBMIT) {
                String key = submitted.isNew() ? "acts.done.RESUBMIT" : "acts.before";
                Outcome.done("/event.xhtml?id=" + submitted.id(), Outcome.text(key, id.toString()));
            } else {
                Outcome.done("/" + back(), Outcome.text("acts.done." + action, id.toString()));
            }
        });
    }

    private Integer priority(EventAction action) {
        return action == EventAction.PRIORITISE ? priority(request) : null;
    }

    /** What was chosen; null if that is no number of one digit. */
    static Integer priority(HttpServletRequest form) {
        String text = form.getParameter("priority");
        return text != null && text.matches("[0-9]") ? Integer.valueOf(text) : null;
    }

    static boolean isForced(HttpServletRequest form) {
        return form.getParameter("force") != null;
    }

    /** The page with the button, with its filter; never another. */
    private String back() {
        String page = request.getParameter("back");
        return page != null && PAGE.matcher(page).matches() ? page : LIST;
    }
}
