package org.flotilla.dispatch;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Dispatcher;
import org.flotilla.queue.Reassignment;
import org.flotilla.queue.WaitAgain;
import org.flotilla.queue.WaitingEvent;

/**
 * Dispatches by the rules that hold now (W1, W5). They are read when the nodes are, each second, and when configuration
 * changes: not for each event. Thread-safe.
 */
@ApplicationScoped
class PolicyDispatcher implements Dispatcher {

    private final Nodes nodes;
    private final DispatchSettings settings;
    private final AccountAffinity affinity;
    private final Reassignment reassignment;
    private volatile Known known;

    /** For CDI's proxy. */
    protected PolicyDispatcher() {
        this(null, null, null, null);
    }

    @Inject
    PolicyDispatcher(Nodes nodes, DispatchSettings settings, AccountAffinity affinity, Reassignment reassignment) {
        this.nodes = nodes;
        this.settings = settings;
        this.affinity = affinity;
        this.reassignment = reassignment;
    }

    @Override
    public Optional<NodeId> assign(WaitingEvent event) {
        Known now = known();
        return now.rules.nodeFor(event, now.online, affinity);
    }

    /** What ran or was suspended during a change, when waiting events were dispatched anew, follows it now (W5). */
    void waitAgain(@Observes WaitAgain again) {
        reassignment.move(again.events(), this::assign);
    }

    void configured(@Observes @Priority(Redispatch.LATE) ConfigurationChanged change) {
        known = null;
    }

    @SuppressWarnings("ReferenceEquality") // the same list: not read again since
    private Known known() {
        List<NodeStatus> all = nodes.all();
        Known now = known;
        if (now == null || now.all != all) {
            List<NodeStatus> online = nodes.online();
            now = new Known(all, online, settings.rules(online));
            known = now;
        }
        return now;
    }

    private record Known(List<NodeStatus> all, List<NodeStatus> online, DispatchRules rules) {}
}
