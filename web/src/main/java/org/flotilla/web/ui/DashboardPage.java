package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.notify.Delivery;
import org.flotilla.notify.Outbox;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.EventState;
import org.flotilla.queue.QueueFigures;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.TransferFilter;
import org.flotilla.transfer.Transfers;

/** The first page: is all well, and what is going on. */
@Named
@RequestScoped
public class DashboardPage {

    private static final int RECENT = 8;
    private static final int MOST_UNDELIVERED = 3;

    @Inject
    private Nodes nodes;

    @Inject
    private EventQueue queue;

    @Inject
    private Transfers transfers;

    @Inject
    private Outbox outbox;

    private List<NodeStatus> all;
    private QueueFigures figures;
    private Throughput throughput;
    private List<Transfer> recent;
    private List<Delivery> undelivered;

    @PostConstruct
    void read() {
        all = nodes.all();
        figures = queue.figures();
        undelivered = outbox.givenUp(MOST_UNDELIVERED);
        throughput = Throughput.of(figures.donePerMinute());
        recent = transfers
                .find(new TransferFilter(null, null, null, null, null, null), null, RECENT)
                .items();
    }

    /** The nodes that belong to the cluster. */
    public List<NodeStatus> getNodes() {
        return all.stream().filter(node -> node.state() != NodeState.REMOVED).toList();
    }

    public long getOnline() {
        return all.stream().filter(NodeStatus::isOnline).count();
    }

    /** The nodes that an operator should look at. */
    public List<NodeStatus> getTroubled() {
        return getNodes().stream()
                .filter(node -> node.state() == NodeState.OFFLINE || node.state() == NodeState.REFUSED)
                .toList();
    }

    /** The latest e-mails of the last day that did not reach all. */
    public List<Delivery> getUndelivered() {
        return undelivered;
    }

    public long count(EventState state) {
        return figures.unfinished().getOrDefault(state, 0L);
    }

    /** Of one state; a figure above it means that there are more. */
    public long getMostCounted() {
        return QueueFigures.MOST_COUNTED;
    }

    public long getReady() {
        return count(EventState.READY);
    }

    public long getRunning() {
        return count(EventState.RUNNING);
    }

    public long getRetrying() {
        return count(EventState.FAILED);
    }

    public long getSuspended() {
        return count(EventState.SUSPENDED);
    }

    public QueueFigures getFigures() {
        return figures;
    }

    public Throughput getThroughput() {
        return throughput;
    }

    public List<Transfer> getRecent() {
        return recent;
    }
}
