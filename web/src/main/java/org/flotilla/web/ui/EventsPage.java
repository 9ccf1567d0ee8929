package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Objects;
import java.util.stream.Stream;
import org.flotilla.core.Page;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;
import org.flotilla.transfer.SubmittedEvents;

/** Events by filter, newest first, a page at a time (Q8). The filter is the page's address. */
@Named
@RequestScoped
public class EventsPage extends ListPage<Event> {

    @Inject
    private EventQueue queue;

    @Inject
    private SubmittedEvents submitted;

    private EventState state;
    private TaskType type;
    private String account;
    private String site;
    private String node;
    private String cycleId;
    private String orderingKey;
    private String idempotencyKey;

    @Override
    Page<Event> find(String cursor, int limit) {
        EventFilter filter = new EventFilter(state, type, account, site, node, cycle(cycleId), orderingKey);
        return idempotencyKey == null ? queue.find(filter, cursor, limit) : submitted.find(idempotencyKey, filter);
    }

    /** Whether the filter leaves something out. */
    public boolean isFiltered() {
        return Stream.of(state, type, account, site, node, cycleId, orderingKey, idempotencyKey)
                .anyMatch(Objects::nonNull);
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

    public String getCycleId() {
        return cycleId;
    }

    public void setCycleId(String cycleId) {
        this.cycleId = blankToNull(cycleId);
    }

    public String getOrderingKey() {
        return orderingKey;
    }

    public void setOrderingKey(String orderingKey) {
        this.orderingKey = blankToNull(orderingKey);
    }

    public String getIdempotencyKey() {
        return idempotencyKey;
    }

    public void setIdempotencyKey(String idempotencyKey) {
        this.idempotencyKey = blankToNull(idempotencyKey);
    }
}
