package org.flotilla.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.Reassignment;
import org.flotilla.queue.WaitingEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches the waiting events anew when the rules or the nodes changed (W5). The first of the online nodes does it; if two
 * take themselves for the first, they come to the same result. There is a pass at once; one a second later for what others
 * submitted before they knew of the change; and one for when the cache has settled who holds which account.
 * {@link #step} is called by one thread, {@link #changed} by any.
 */
@ApplicationScoped
class Redispatcher {

    /** How long to pause after each pass. */
    static final List<Duration> PASSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1));

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Redispatcher.class);

    private final Nodes nodes;
    private final Lease lease;
    private final DispatchSettings settings;
    private final AccountAffinity affinity;
    private final Reassignment reassignment;
    private volatile boolean changed;
    private Situation known;
    private int passes = PASSES.size();

    /** For CDI's proxy. */
    protected Redispatcher() {
        this(null, null, null, null, null);
    }

    @Inject
    Redispatcher(
            Nodes nodes, Lease lease, DispatchSettings settings, AccountAffinity affinity, Reassignment reassignment) {
        this.nodes = nodes;
        this.lease = lease;
        this.settings = settings;
        this.affinity = affinity;
        this.reassignment = reassignment;
    }

    /** The rules, or the nodes that they are for, may be others now. */
    void changed() {
        changed = true;
    }

    /** Makes a pass if there is cause; returns how long to pause, unless something changes. */
    Duration step() {
        changed = false;
        List<NodeStatus> online = nodes.online();
        Situation now = situation(online);
        if (!now.equals(known)) {
            known = now;
            passes = 0;
        }
        if (passes == PASSES.size()) {
            return IDLE;
        }
        if (isFirst(online) && !pass(now.rules(), online)) {
            return Duration.ZERO;
        }
        return PASSES.get(passes++);
    }

    private boolean isFirst(List<NodeStatus> online) {
        return lease.isHeld() && !online.isEmpty() && online.get(0).id().equals(nodes.self());
    }

    /** False: it was broken off because something changed meanwhile. */
    private boolean pass(DispatchRules rules, List<NodeStatus> online) {
        Function<WaitingEvent, Optional<NodeId>> choice = event -> rules.nodeFor(event, online, affinity);
        int moved = 0;
        Optional<EventId> last = Optional.of(Reassignment.BEGINNING);
        while (last.isPresent() && !isOutdated()) {
            Reassignment.Part part = reassignment.part(last.get(), choice);
            moved += part.moved();
            last = part.last();
        }
        if (moved > 0) {
            LOG.info("{} waiting events were dispatched anew by {}", moved, rules.policy());
        }
        return last.isEmpty();
    }

    private boolean isOutdated() {
        if (!changed) {
            return false;
        }
        changed = false;
        return !situation(nodes.online()).equals(known);
    }

    private Situation situation(List<NodeStatus> online) {
        return new Situation(
                settings.rules(online),
                online.stream().map(NodeStatus::incarnation).toList());
    }

    /** What was last dispatched for. */
    private record Situation(DispatchRules rules, List<Incarnation> lives) {}
}
