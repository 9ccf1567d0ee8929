package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.queue.ActionCount;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.ActionResult;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventActions;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.Walk;

/** Shows how many events an act by filter would reach, and does it when that is confirmed (Q8). */
@Named
@RequestScoped
public class EventsActPage {

    private static final List<String> FILTERS =
            List.of("state", "type", "account", "site", "node", "cycleId", "orderingKey");
    private static final int REASONS = 5;

    @Inject
    private EventActions actions;

    @Inject
    private Me me;

    @Inject
    private HttpServletRequest request;

    private EventAction action;
    private EventFilter filter;
    private String cursor;
    private ActionCount count;
    private boolean misread;

    /** From the address, and from the form when that is sent. */
    @PostConstruct
    void read() {
        action = choice(EventAction.class, "action");
        filter = new EventFilter(
                choice(EventState.class, "state"),
                choice(TaskType.class, "type"),
                text("account"),
                text("site"),
                text("node"),
                ListPage.cycle(text("cycleId")),
                text("orderingKey"));
        cursor = text("cursor");
        misread |= cursor != null && action != null && !Walk.isCursor(action, cursor);
    }

    /** Whether it is understood what is to be done to which events, by somebody who may. */
    public boolean isPossible() {
        return action != null && !misread && me.isOperator();
    }

    /** What to show as count; asked once. */
    public ActionCount getCount() {
        if (count == null) {
            count = actions.count(wanted(EventRequest.NORMAL_PRIORITY), filter, cursor);
        }
        return count;
    }

    public List<State> getStates() {
        return getCount().byState().entrySet().stream()
                .map(entry -> new State(entry.getKey(), entry.getValue(), takes(entry.getKey())))
                .toList();
    }

    /** Events in one state, and whether the act is for them. */
    public record State(EventState state, long events, boolean taken) {}

    private boolean takes(EventState state) {
        boolean doubles = action == EventAction.RESUBMIT && state == EventState.DONE;
        boolean meant = isForce() && filter.state() == EventState.DONE;
        return action.from().contains(state) && (!doubles || meant);
    }

    /** The parts of the filter that restrict. */
    public List<Part> getParts() {
        return FILTERS.stream()
                .map(name -> new Part(name, text(name)))
                .filter(part -> part.value() != null)
                .toList();
    }

    /** A part of the filter. */
    public record Part(String name, String value) {}

    /** Does what was counted: forced now, and not when it was counted, it is counted anew first. Where there are more, goes on. */
    public void act() {
        if (isForce() != isCountedForced()) {
            Outcome.instead(here(cursor), Outcome.text("acts.many.recounted"));
            return;
        }
        Outcome.orBack(here(cursor), () -> {
            me.requireOperator();
            ActionResult result = actions.act(wanted(EventActs.priority(request)), filter, cursor);
            Outcome.done(result.next() == null ? "/events.xhtml?" + query(false) : here(result.next()), told(result));
        });
    }

    private String here(String from) {
        return "/events-act.xhtml?" + query(true)
                + (from == null ? "" : "&cursor=" + from)
                + (isForce() ? "&force=true" : "");
    }

    private String told(ActionResult result) {
        String done = Outcome.text("acts.many." + action, result.changed());
        String left = result.refused() == 0 ? null : Outcome.text("acts.many.left", result.refused(), reasons(result));
        String more = result.next() == null ? null : Outcome.text("acts.many.more");
        return Stream.of(done, left, more).filter(Objects::nonNull).collect(Collectors.joining(" "));
    }

    private static String reasons(ActionResult result) {
        return result.refusals().stream()
                .limit(REASONS)
                .map(ActionResult.Refusal::reason)
                .collect(Collectors.joining(" "));
    }

    private ActionRequest wanted(Integer priority) {
        return new ActionRequest(action, action == EventAction.PRIORITISE ? priority : null, isForce(), me.getName());
    }

    private String query(boolean withAction) {
        Stream<String> filters = getParts().stream().map(part -> part.name() + "=" + encoded(part.value()));
        Stream<String> first = withAction ? Stream.of("action=" + action) : Stream.empty();
        return Stream.concat(first, filters).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String text(String name) {
        return ListPage.blankToNull(request.getParameter(name));
    }

    private <E extends Enum<E>> E choice(Class<E> type, String name) {
        String wanted = text(name);
        E chosen = Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElse(null);
        misread |= wanted != null && chosen == null;
        return chosen;
    }

    public EventAction getAction() {
        return action;
    }

    /** Where the part before ended; null: nothing is done yet. */
    public String getCursor() {
        return cursor;
    }

    public boolean isForce() {
        return EventActs.isForced(request);
    }

    /** Whether the form was sent from a page whose count was that of a forced act. */
    private boolean isCountedForced() {
        return Boolean.parseBoolean(request.getParameter("counted"));
    }

    /** Where to go without doing it. */
    public String getBack() {
        return "events.xhtml?" + query(false);
    }
}
