package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.flotilla.core.Page;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;

/** Events by filter, newest first, a page at a time (Q8). The filter is the page's address. */
@Named
@RequestScoped
public class EventsPage extends ListPage<Event> {

    @Inject
    private EventQueue queue;

    private EventState state;
    private TaskType type;
    private String account;
    private String site;
    private String node;

    @Override
    Page<Event> find(String cursor, int limit) {
        return queue.find(new EventFilter(state, type, account, site, node, null), cursor, limit);
    }

    /** Whether the filter leaves something out. */
    public boolean isFiltered() {
        return state != null || type != null || account != null || site != null || node != null;
    }

    public EventState[] getStates() {
        return EventState.values();
    }

    public TaskType[] getTypes() {
        return TaskType.values();
    }

    public EventState getState() {
        return state;
    }

    public String getStateText() {
        return name(state);
    }

    public void setStateText(String text) {
        state = choice(EventState.class, text);
    }

    public TaskType getType() {
        return type;
    }

    public String getTypeText() {
        return name(type);
    }

    public void setTypeText(String text) {
        type = choice(TaskType.class, text);
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = blankToNull(account);
    }

    public String getSite() {
        return site;
    }

    public void setSite(String site) {
        this.site = blankToNull(site);
    }

    public String getNode() {
        return node;
    }

    public void setNode(String node) {
        this.node = blankToNull(node);
    }
}
