package org.flotilla.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.NodeParameters;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeId;
import org.flotilla.queue.DispatchStore;
import org.flotilla.queue.Reassignment;
import org.flotilla.queue.WaitingEvent;

/**
 * Shows what a change of the parameters of dispatch would do to the queue, by doing the sum that {@link Redispatcher} acts
 * on (W5). Changes nothing. Looks at the 100,000 oldest waiting events at most: about a second. Thread-safe.
 */
@ApplicationScoped
public class DispatchPreview {

    static final int MOST_EVENTS = 100_000;
    private static final int PART = 2_000;

    private final Nodes nodes;
    private final NodeParameters parameters;
    private final DispatchSettings settings;
    private final AccountAffinity affinity;
    private final DispatchStore store;

    /** For CDI's proxy. */
    protected DispatchPreview() {
        this(null, null, null, null, null);
    }

    @Inject
    DispatchPreview(
            Nodes nodes,
            NodeParameters parameters,
            DispatchSettings settings,
            AccountAffinity affinity,
            DispatchStore store) {
        this.nodes = nodes;
        this.parameters = parameters;
        this.settings = settings;
        this.affinity = affinity;
        this.store = store;
    }

    /** Whether values of this parameter can be proposed. */
    public boolean isFor(String parameter) {
        return Proposal.canPropose(parameter);
    }

    /**
     * What would be if these values were set; with none, what is.
     *
     * @throws FlotillaException INVALID_INPUT if a value could not be set
     */
    public Forecast forecast(List<ProposedValue> values) {
        Proposal proposal = new Proposal(parameters, values, this::names);
        List<NodeStatus> online = nodes.online();
        DispatchRules rules = settings.rules(online, proposal);
        Tally tally = new Tally(online);
        boolean complete = count(tally, event -> rules.nodeFor(event, online, affinity));
        return tally.forecast(complete);
    }

    private SortedSet<String> names() {
        return nodes.all().stream().map(node -> node.id().name()).collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean count(Tally tally, Function<WaitingEvent, Optional<NodeId>> choice) {
        EventId last = Reassignment.BEGINNING;
        for (int looked = 0; looked < MOST_EVENTS; looked += PART) {
            List<WaitingEvent> part = store.after(last, PART);
            part.forEach(event -> tally.add(event.assigned(), choice.apply(event)));
            if (part.size() < PART) {
                return true;
            }
            last = part.get(part.size() - 1).id();
        }
        return store.after(last, 1).isEmpty();
    }
}
